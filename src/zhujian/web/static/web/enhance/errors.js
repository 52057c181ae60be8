// The summary of errors gets the focus when the page arrives, so that it is read first.
export function focusErrors() {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
}
