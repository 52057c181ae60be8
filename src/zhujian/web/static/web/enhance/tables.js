// A table that fits needs no stop for the keyboard; one that scrolls keeps it.
export function freeTables() {
  document.querySelectorAll(".table-scroll").forEach((frame) => {
    if (frame.scrollWidth <= frame.clientWidth) frame.removeAttribute("tabindex");
  });
}
