// One search over everything that the page lists and over all files.
(() => {
  "use strict";
  const MOST = 40;
  const find = document.getElementById("find");
  const input = document.getElementById("find-text");
  const list = document.getElementById("find-list");
  const count = document.getElementById("find-count");
  const data = JSON.parse(document.getElementById("files").textContent);
  find.hidden = false;

  let index = null;
  const build = () => {
    const entries = [];
    for (const one of globalThis.groundplanLists) {
      one.rows.forEach((row, number) => {
        if (!row.id) row.id = `${one.table.closest(".list").id}-${number}`;
        const text = row.textContent.replace(/\s+/g, " ").trim();
        entries.push({ low: text.toLowerCase(), text, where: one.name, href: `#${encodeURIComponent(row.id)}` });
      });
    }
    for (const [folder, files] of data.folders) {
      for (const [name, lines, commits, complexity] of files) {
        const path = folder ? `${folder}/${name}` : name;
        const href = data.web ? data.web.replace("{path}", path.split("/").map(encodeURIComponent).join("/")) : "";
        entries.push({ low: path.toLowerCase(), text: path, where: `file: ${lines} lines, ${commits} commits, complexity ${complexity}`, href });
      }
    }
    return entries;
  };
  // A hit at the start of a name counts more than one inside of it, a short text more than a long one.
  const rank = (entry, parts) => {
    let sum = Math.min(entry.low.length, 200) / 200;
    for (const part of parts) {
      const place = entry.low.indexOf(part);
      if (place < 0) return Infinity;
      sum += place === 0 ? 0 : /[\s/._-]/.test(entry.low[place - 1]) ? 1 : 2;
    }
    return sum;
  };
  const show = () => {
    const parts = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (!parts.length) { list.replaceChildren(); count.textContent = ""; return; }
    index ??= build();
    const found = index.map((entry) => [rank(entry, parts), entry]).filter(([score]) => score < Infinity);
    found.sort(([a, x], [b, y]) => a - b || x.text.length - y.text.length);
    count.textContent = found.length ? `${found.length} found${found.length > MOST ? `, the best ${MOST} shown` : ""}` : "Nothing found: no row and no file has all these words.";
    list.replaceChildren(...found.slice(0, MOST).map(([, entry]) => item(entry)));
  };
  const item = (entry) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.textContent = entry.text.length > 140 ? `${entry.text.slice(0, 139)}…` : entry.text;
    if (entry.href) link.href = entry.href;
    else link.tabIndex = 0;
    const where = document.createElement("small");
    where.textContent = entry.where;
    link.append(where);
    line.append(link);
    return line;
  };
  input.addEventListener("input", show);
  find.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { input.value = ""; show(); input.focus(); }
    else if (event.key === "ArrowDown" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (at === 0 ? input : links[at - 1]).focus();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) { input.value = ""; show(); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|select|textarea)$/i.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); input.focus(); }
  });
  performance.mark("groundplan-ready");
})();
