// The key / goes to the search: to its box, or else to its page. A switch on the search page turns it off (WCAG 2.2, 2.1.4).
(() => {
  const box = document.getElementById("search-shortcut");
  let isOff = false;
  // Storage may be forbidden: then the choice holds for the page.
  try {
    isOff = localStorage.getItem("shortcut") === "off";
  } catch {}
  if (box) {
    box.checked = !isOff;
    box.addEventListener("change", () => {
      isOff = !box.checked;
      try {
        localStorage.setItem("shortcut", isOff ? "off" : "on");
      } catch {}
    });
  }
  addEventListener("keydown", (event) => {
    const goal = document.getElementById("search-query") ?? document.querySelector("a[rel=search]");
    const isTyped = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || isOff || event.ctrlKey || event.metaKey || event.altKey || isTyped || !goal) return;
    event.preventDefault();
    if (goal.href) goal.click();
    else goal.select();
  });
})();
