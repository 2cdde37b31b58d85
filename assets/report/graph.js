// The dependency graph: zoom, pan, search, and what a package imports. Without this script it is a picture.
(() => {
  "use strict";
  const figure = document.getElementById("graph");
  if (!figure) return;
  const view = figure.querySelector(".view");
  const svg = view.querySelector("svg");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const box = { x: 0, y: 0, scale: 1 };
  const nodes = [...svg.querySelectorAll(".node")];
  const lines = [...svg.querySelectorAll(".line")];
  const title = (node) => node.querySelector("title").textContent;
  const name = (node) => title(node).split(": ")[0];
  figure.classList.add("live");

  const draw = () => {
    const [w, h] = [width / box.scale, height / box.scale];
    box.x = Math.min(Math.max(box.x, 0), width - w);
    box.y = Math.min(Math.max(box.y, 0), height - h);
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${w} ${h}`);
    view.classList.toggle("zoomed", box.scale > 1);
  };
  const zoom = (factor, [cx, cy] = [0.5, 0.5]) => {
    const scale = Math.min(Math.max(box.scale * factor, 1), 8);
    box.x += width * cx * (1 / box.scale - 1 / scale);
    box.y += height * cy * (1 / box.scale - 1 / scale);
    box.scale = scale;
    draw();
  };
  const pan = (dx, dy) => { box.x += (dx * width) / box.scale; box.y += (dy * height) / box.scale; draw(); };
  const reset = () => { box.scale = 1; draw(); };

  const about = document.createElement("p");
  about.className = "about";
  about.setAttribute("aria-live", "polite");
  about.textContent = "Choose a package to see what it imports and what imports it.";
  const pick = (node) => {
    for (const one of [...nodes, ...lines]) one.classList.remove("picked", "on", "dim");
    if (!node) { about.textContent = "No package is chosen."; return; }
    const number = node.dataset.n;
    const out = lines.filter((line) => line.dataset.a === number);
    const into = lines.filter((line) => line.dataset.b === number);
    const near = new Set([number, ...out.map((line) => line.dataset.b), ...into.map((line) => line.dataset.a)]);
    for (const one of nodes) one.classList.toggle("dim", !near.has(one.dataset.n));
    for (const line of lines) line.classList.add(line.dataset.a === number || line.dataset.b === number ? "on" : "dim");
    node.classList.add("picked");
    const names = (list) => list.map((n) => name(nodes[n])).join(", ") || "nothing";
    const link = document.createElement("a");
    link.href = `#${node.dataset.row}`;
    link.textContent = name(node);
    about.replaceChildren(link, ` imports ${names(out.map((line) => line.dataset.b))}; imported by ${names(into.map((line) => line.dataset.a))}.`);
  };
  const centre = (node) => {
    const rect = node.querySelector("rect");
    const [x, y] = [Number(rect.getAttribute("x")) + Number(rect.getAttribute("width")) / 2, Number(rect.getAttribute("y")) + 15];
    box.x = x - width / box.scale / 2;
    box.y = y - height / box.scale / 2;
    draw();
  };

  const tools = document.createElement("div");
  tools.className = "chart-tools";
  const label = document.createElement("label");
  label.textContent = "Find a package ";
  const input = document.createElement("input");
  input.type = "search";
  const hits = document.createElement("output");
  hits.setAttribute("aria-live", "polite");
  label.append(input);
  tools.append(label, hits);
  const button = (text, says, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = text;
    one.setAttribute("aria-label", says);
    one.addEventListener("click", act);
    tools.append(one);
  };
  button("+", "Zoom in", () => zoom(1.4));
  button("−", "Zoom out", () => zoom(1 / 1.4));
  button("Whole", "Show the whole graph", reset);
  let found = [];
  let at = -1;
  input.addEventListener("input", () => {
    const needle = input.value.trim().toLowerCase();
    found = needle ? nodes.filter((node) => title(node).toLowerCase().includes(needle)) : [];
    at = -1;
    for (const node of nodes) node.classList.toggle("hit", found.includes(node));
    hits.textContent = needle ? `${found.length} of ${nodes.length} packages; Enter goes through them` : "";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { pick(null); return; }
    if (event.key !== "Enter" || !found.length) return;
    event.preventDefault();
    at = (at + 1) % found.length;
    pick(found[at]);
    centre(found[at]);
  });
  figure.prepend(tools);
  view.after(about);
  view.setAttribute("aria-label", "Dependency graph: plus and minus zoom, 0 shows the whole, arrows move while zoomed, Escape ends a choice");
  for (const node of nodes) node.addEventListener("click", () => pick(node));

  view.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step && box.scale > 1) pan(...step);
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") reset();
    else if (event.key === "Escape") pick(null);
    else return;
    event.preventDefault();
  });
  // The wheel scrolls the page; with Ctrl, which a pinch sends too, it zooms.
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const rect = svg.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, [(event.clientX - rect.left) / rect.width, (event.clientY - rect.top) / rect.height]);
  }, { passive: false });
  let held = null;
  view.addEventListener("pointerdown", (event) => { if (box.scale > 1) held = [event.clientX, event.clientY]; });
  view.addEventListener("pointermove", (event) => {
    if (!held) return;
    const rect = svg.getBoundingClientRect();
    view.classList.add("moving");
    pan((held[0] - event.clientX) / rect.width, (held[1] - event.clientY) / rect.height);
    held = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) {
    view.addEventListener(end, () => { held = null; view.classList.remove("moving"); });
  }
})();
