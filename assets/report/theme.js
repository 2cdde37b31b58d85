// Light, dark, or as the system has it; and which section is being read.
(() => {
  "use strict";
  const root = document.documentElement;
  const themes = ["auto", "light", "dark"];
  // A page opened from disk may have no storage.
  const remembered = () => { try { return localStorage.getItem("groundplan-theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("groundplan-theme", theme); } catch { /* for this visit only */ } };
  const button = document.createElement("button");
  button.type = "button";
  const show = (theme) => {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.dataset.theme = theme;
    button.textContent = `Colors: ${theme}`;
    button.dataset.now = theme;
  };
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(button.dataset.now) + 1) % themes.length];
    show(next);
    remember(next);
  });
  show(themes.includes(remembered()) ? remembered() : "auto");
  document.getElementById("tools").append(button);

  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target.id);
      else seen.delete(entry.target.id);
    }
    const first = [...links.keys()].find((id) => seen.has(id));
    for (const [id, link] of links) {
      if (id === first) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-20% 0px -60% 0px" });
  for (const section of document.querySelectorAll("main > section")) watch.observe(section);
})();
