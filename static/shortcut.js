// The key / goes to the search: to its box, or else to its page.
addEventListener("keydown", (event) => {
  const goal = document.getElementById("search-query") ?? document.querySelector("a[rel=search]");
  const isTyped = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyped || !goal) return;
  event.preventDefault();
  if (goal.href) goal.click();
  else goal.select();
});
