// Tables that sort and filter. Without this script every row is there, in the order of the program.
(() => {
  "use strict";
  const FIRST = 15;
  const CHOICES = 14;
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const text = (cell) => (cell ? cell.textContent.trim() : "");
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell && cell.dataset.v !== undefined ? Number(cell.dataset.v) : text(cell);
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    // What has no value stands behind what has one.
    if (a === "" || b === "") return (a === "") - (b === "");
    return words.compare(String(a), String(b));
  };

  const all = [];
  for (const table of document.querySelectorAll("table[data-list]")) all.push(list(table));

  function list(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const name = text(table.caption);
    const tools = make("div", "", { class: "list-tools" });
    const count = make("output", "", { "aria-live": "polite" });
    const more = make("button", "", { type: "button" });
    const none = make("p", `No row of “${name}” matches the filter.`, { class: "zero" });
    const state = { needle: "", choices: new Map(), whole: rows.length <= FIRST };
    const texts = new Map();
    const searched = (row) => {
      if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
      return texts.get(row);
    };
    const matches = (row) => state.needle.split(/\s+/).every((part) => searched(row).includes(part))
      && [...state.choices].every(([column, choice]) => !choice || text(row.cells[column]) === choice);

    const draw = () => {
      const found = rows.filter(matches);
      const shown = new Set(state.whole ? found : found.slice(0, FIRST));
      for (const row of rows) {
        row.hidden = !shown.has(row);
        // Print shows what was only cut off, not what was filtered out.
        row.classList.toggle("over", row.hidden && found.includes(row));
      }
      count.textContent = found.length === rows.length ? `${rows.length} rows` : `${found.length} of ${rows.length} rows`;
      none.hidden = found.length > 0;
      more.hidden = state.whole || found.length <= FIRST;
      more.textContent = `Show all ${found.length} rows`;
    };

    heads.forEach((head, column) => {
      const button = make("button", text(head), { type: "button" });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const numbers = head.dataset.kind === "number";
        const now = head.getAttribute("aria-sort");
        const down = now ? now === "ascending" : numbers;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = rows.map((row, index) => [value(row, column), index, row]);
        keyed.sort(([a, i], [b, j]) => (a === "" || b === "" ? compare(a, b) : (down ? -1 : 1) * compare(a, b)) || i - j);
        rows.splice(0, rows.length, ...keyed.map(([, , row]) => row));
        body.append(...rows);
        draw();
      });
    });

    if (rows.length > 6) {
      const label = make("label", "Filter ");
      const input = make("input", "", { type: "search", "aria-label": `Filter ${name}` });
      input.addEventListener("input", () => { state.needle = input.value.trim().toLowerCase(); draw(); });
      label.append(input);
      tools.append(label);
      heads.forEach((head, column) => {
        if (head.dataset.kind !== "choice") return;
        const found = [...new Set(rows.map((row) => text(row.cells[column])))].filter(Boolean).sort(words.compare);
        if (found.length < 2 || found.length > CHOICES) return;
        const select = make("select", "", { "aria-label": `${text(head)} in ${name}` });
        select.append(new Option("all", ""), ...found.map((choice) => new Option(choice, choice)));
        select.addEventListener("change", () => { state.choices.set(column, select.value); draw(); });
        const label = make("label", `${text(head)} `);
        label.append(select);
        tools.append(label);
      });
      tools.append(count);
      table.closest(".scroll").before(tools);
    }
    const foot = make("p", "", { class: "more" });
    foot.append(more);
    more.addEventListener("click", () => { state.whole = true; draw(); });
    table.closest(".scroll").after(none, foot);
    draw();
    const reveal = (row) => {
      if (!row.hidden) return;
      state.whole = true;
      if (!matches(row)) {
        state.needle = "";
        state.choices.clear();
        for (const field of tools.querySelectorAll("input, select")) field.value = "";
      }
      draw();
    };
    return { table, name, rows, reveal };
  }

  // A link to a row that is folded away or filtered out brings it back.
  const reveal = (id) => {
    const row = id && document.getElementById(id);
    const owner = row && all.find((one) => one.rows.includes(row));
    if (!owner) return;
    owner.reveal(row);
    row.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", () => reveal(decodeURIComponent(location.hash.slice(1))));
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link) reveal(decodeURIComponent(link.hash.slice(1)));
  });
  reveal(decodeURIComponent(location.hash.slice(1)));
  globalThis.groundplanLists = all;
})();
