// Light or dark: the system's choice, until the reader makes another. Runs in the head, so that no page shows in the wrong one first.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const shown = () => root.dataset.theme ?? (system.matches ? "dark" : "light");

  // Storage may be forbidden: then the choice holds for the page.
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const store = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {}
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  root.classList.add("scripted");
  show(stored());
  addEventListener("storage", (event) => event.key === "theme" && show(event.newValue));

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".switch");
    if (!button) return;
    const tell = () => button.setAttribute("aria-pressed", String(shown() === "dark"));
    button.addEventListener("click", () => {
      const wanted = shown() === "dark" ? "light" : "dark";
      const theme = wanted === (system.matches ? "dark" : "light") ? null : wanted;
      store(theme);
      show(theme);
      tell();
    });
    system.addEventListener("change", tell);
    tell();
  });
})();
