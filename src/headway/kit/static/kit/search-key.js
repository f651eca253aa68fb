// "/" goes to the search box from anywhere, unless somebody is typing.
const TYPING = "input, textarea, select, [contenteditable]";

export function startSearchKey(page) {
  const box = page.querySelector("[data-search-everywhere]");
  if (!box) {
    return;
  }
  page.addEventListener("keydown", (event) => {
    const combined = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || combined || event.target.closest(TYPING)) {
      return;
    }
    event.preventDefault();
    box.focus();
  });
}
