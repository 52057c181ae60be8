// Says under a long field how many signs are left.
export function countSigns(field) {
  const limit = Number(field.dataset.limit);
  const words = document.createElement("p");
  words.className = "field-help";
  words.setAttribute("aria-live", "polite");
  const say = () => {
    const left = limit - Array.from(field.value).length;
    words.textContent = left >= 0 ? `还可以写 ${left} 字` : `超出 ${-left} 字，请删减`;
  };
  field.after(words);
  field.addEventListener("input", say);
  say();
}
