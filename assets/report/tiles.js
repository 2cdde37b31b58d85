// The treemap: a click says which file it is and leads to it.
(() => {
  "use strict";
  const figure = document.getElementById("treemap");
  if (!figure) return;
  const picked = figure.querySelector(".picked");
  const { web } = JSON.parse(document.getElementById("files").textContent);
  figure.addEventListener("click", (event) => {
    const tile = event.target.closest("rect[data-f]");
    if (!tile) return;
    for (const other of figure.querySelectorAll(".chosen")) other.classList.remove("chosen");
    tile.classList.add("chosen");
    const says = tile.querySelector("title").textContent;
    const end = says.lastIndexOf(": ");
    const path = says.slice(0, end);
    const link = document.createElement(web ? "a" : "code");
    link.className = "at";
    link.textContent = path;
    if (web) link.href = web.replace("{path}", path.split("/").map(encodeURIComponent).join("/"));
    picked.replaceChildren(link, says.slice(end));
  });
})();
