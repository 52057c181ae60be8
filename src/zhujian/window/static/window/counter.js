// The counter by keyboard: where the cursor goes next. Without it tab and access keys do the same.
const find = document.querySelector("[data-find]");
const form = document.querySelector("form[data-counter]");
const picks = () => [...document.querySelectorAll("[data-pick]")];
const isTyping = (node) => node.matches("input, textarea, select, [contenteditable]");

// "/" brings the cursor back to the field in which one searches.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || isTyping(event.target) || !find) return;
  event.preventDefault();
  find.focus();
  find.select();
});

// Up and down walk through what was found; Enter in the field opens the first.
function step(from, by) {
  const all = picks();
  const at = all.indexOf(from) + by;
  if (at < 0 && find) find.focus();
  else all[Math.min(at, all.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  const isPick = event.target.matches("[data-pick]");
  if (event.target !== find && !isPick) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(isPick ? event.target : null, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && event.target === find) {
    const shown = document.querySelector("#found");
    const first = picks()[0];
    if (shown && first && find.value.trim() && shown.dataset.words === find.value.trim()) {
      event.preventDefault();
      first.click();
    }
  }
});

// In a form Enter goes on to the next field, Ctrl+Enter takes in.
function next(from) {
  const fields = [...form.querySelectorAll("input, select, textarea, button")].filter(
    (one) => one.tabIndex >= 0 && one.type !== "hidden" && !one.disabled && one.offsetParent,
  );
  let at = fields.indexOf(from) + 1;
  while (from.type === "radio" && fields[at]?.name === from.name) at += 1;
  fields[at]?.focus();
}

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const isField = event.target.matches('input:not([type="file"]), select');
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    form.querySelector("[data-take]")?.click();
  } else if (isField) {
    event.preventDefault();
    next(event.target);
  }
});
