// Small cards of who is mentioned, from what the rail says of them, and buttons that copy the citation. Without this file a mention
// is a link, and a citation is text to select.
(() => {
  const card = document.createElement("div");
  if (!("popover" in card)) return;
  card.id = "card";
  card.className = "card";
  card.popover = "manual";
  card.setAttribute("role", "tooltip");

  const part = (kind, text) => {
    if (!text) return;
    const element = document.createElement(kind);
    element.textContent = text;
    card.append(element);
  };
  const rows = new Map();
  const rail = document.querySelector(".rail");
  for (const row of document.querySelectorAll(".rail li[data-count]")) {
    rows.set(row.querySelector("a").getAttribute("href"), row);
  }

  let shown = null;
  let timer = 0;
  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    if (card.isConnected) card.hidePopover();
  };
  const show = (link, box) => {
    clearTimeout(timer);
    if (shown === link) return;
    hide();
    const row = rows.get(link.getAttribute("href"));
    card.replaceChildren();
    part("strong", row.querySelector("a").textContent);
    part("span", row.querySelector("small")?.textContent);
    part("p", row.dataset.line);
    const { count } = row.dataset;
    part("small", (count === "1" ? rail.dataset.one : rail.dataset.other).replace("{count}", count));
    if (!card.isConnected) document.querySelector("main").append(card);
    card.showPopover();
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = box.bottom + 6;
    card.style.top = (below + height < innerHeight ? below : Math.max(4, box.top - height - 6)) + "px";
    card.style.left = Math.max(4, Math.min(box.left, document.documentElement.clientWidth - width - 4)) + "px";
    link.setAttribute("aria-describedby", card.id);
    shown = link;
  };
  const later = (action, wait) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };

  for (const link of document.querySelectorAll("a.mention")) {
    if (!rows.has(link.getAttribute("href"))) continue;
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "touch") return;
      // A link may go over a line end: the card stands below the piece under the pointer.
      const pieces = [...link.getClientRects()];
      const box = pieces.find((piece) => event.clientY <= piece.bottom + 2) ?? pieces[0];
      later(() => show(link, box), 250);
    });
    link.addEventListener("pointerleave", () => later(hide, 200));
    link.addEventListener("focus", () => {
      if (link.matches(":focus-visible")) show(link, link.getClientRects()[0]);
    });
    link.addEventListener("blur", hide);
  }
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(hide, 200));
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", () => shown && !shown.matches(":focus") && hide(), { passive: true });

  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copied]")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.value).textContent);
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = label), 2000);
    });
  }
})();
