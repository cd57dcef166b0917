// Keeps an open preview up to date: reloads it, swaps its style sheets, or shows over it what is wrong with the site.
(() => {
  const events = new EventSource(document.currentScript.dataset.events);
  const scrollKey = "briefing-scroll " + location.pathname;
  const overlayId = "briefing-problems";

  const scroll = sessionStorage.getItem(scrollKey);
  if (scroll !== null) {
    sessionStorage.removeItem(scrollKey);
    addEventListener("load", () => scrollTo({ top: Number(scroll), behavior: "instant" }));
  }

  const hideProblems = () => document.getElementById(overlayId)?.remove();

  const showProblems = (text) => {
    hideProblems();
    const overlay = document.createElement("div");
    overlay.id = overlayId;
    overlay.setAttribute("role", "alert");
    overlay.style.cssText =
      "position:fixed;inset:0;z-index:2147483647;overflow:auto;padding:2rem;background:#1b1d21f2;color:#f3f3f3";
    const heading = document.createElement("h2");
    heading.textContent = "The site has errors. What you see below is the last good one.";
    heading.style.cssText = "margin:0 0 1rem;font:600 1.1rem/1.4 system-ui,sans-serif;color:#ffb4a8";
    const report = document.createElement("pre");
    report.textContent = text;
    report.style.cssText = "margin:0;font:.9rem/1.45 ui-monospace,monospace;white-space:pre-wrap";
    overlay.append(heading, report);
    document.body.append(overlay);
  };

  events.addEventListener("problems", (event) => showProblems(event.data));
  events.addEventListener("reload", () => {
    sessionStorage.setItem(scrollKey, String(scrollY));
    location.reload();
  });
  events.addEventListener("style", () => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const fresh = link.cloneNode();
      const url = new URL(link.href);
      url.searchParams.set("v", Date.now());
      fresh.href = url;
      fresh.addEventListener("load", () => link.remove());
      link.after(fresh);
    }
  });
  addEventListener("pagehide", () => events.close());
})();
