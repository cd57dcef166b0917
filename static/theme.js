// Light or dark: the system's choice, until the reader makes another. Runs in the head, so that no page shows in the wrong one first.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const shown = () => root.dataset.theme ?? (system.matches ? "dark" : "light");
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  root.classList.add("scripted");
  // Storage may be forbidden: then the choice holds for the page.
  try {
    show(localStorage.theme);
  } catch {}
  addEventListener("storage", (event) => event.key === "theme" && show(event.newValue));

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".switch");
    if (!button) return;
    const tell = () => button.setAttribute("aria-pressed", String(shown() === "dark"));
    button.onclick = () => {
      const wanted = shown() === "dark" ? "light" : "dark";
      const theme = wanted === (system.matches ? "dark" : "light") ? "" : wanted;
      show(theme);
      tell();
      try {
        localStorage.theme = theme;
      } catch {}
    };
    system.addEventListener("change", tell);
    tell();
  });
})();
