// The key / goes to the search: to its box, or else to its page. A switch on the search page turns it off (WCAG 2.2, 2.1.4).
(() => {
  const box = document.getElementById("search-shortcut");
  let off;
  // Storage may be forbidden: then the choice holds for the page.
  try {
    off = localStorage.shortcut;
  } catch {}
  if (box) {
    box.checked = !off;
    box.onchange = () => {
      off = box.checked ? "" : "off";
      try {
        localStorage.shortcut = off;
      } catch {}
    };
  }
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const goal = document.getElementById("search-query") ?? document.querySelector("a[rel=search]");
    const isTyped = target.closest?.("input, select, textarea, [contenteditable]");
    if (key !== "/" || off || ctrlKey || metaKey || altKey || isTyped || !goal) return;
    event.preventDefault();
    if (goal.href) goal.click();
    else goal.select();
  });
})();
