"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const { nodes, pools, rows, daemonsets, reasons } = data;
  const KINDS = [
    { name: "runs", sign: "●", className: "runs" },
    { name: "not targeted", sign: "·", className: "off" },
    { name: "kept off by a taint alone", sign: "t", className: "tainted" },
    { name: "wanted, no room", sign: "!", className: "room" },
    { name: "refused by the API server", sign: "✗", className: "refused" },
    { name: "virtual node", sign: "v", className: "virtual" },
    { name: "not known: to be filled in", sign: "?", className: "off" },
    { name: "depends on the new node", sign: "?", className: "off" },
  ];

  // Every text comes from manifests and inventories: it becomes text nodes, never markup.
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const option = (select, value, text) => {
    const made = element("option", "", text);
    made.value = value;
    select.append(made);
  };

  const groupOf = (node, daemonset) => daemonsets[daemonset].groups[rows[nodes.row[node]][daemonset]];

  pools.forEach((pool, index) => option(find("filter-pool"), index, pool));
  daemonsets.forEach((one, index) => option(find("filter-daemonset"), index, one.title));
  KINDS.forEach((kind, index) => option(find("filter-outcome"), index, kind.name));
  reasons.forEach((reason, index) => option(find("filter-reason"), index, reason));
  for (const kind of KINDS) {
    const entry = element("span");
    entry.append(element("b", kind.className, kind.sign), kind.name);
    find("legend").append(entry);
  }

  const map = find("map");
  const head = element("div", "head");
  head.setAttribute("role", "row");
  const corner = element("div", "corner", "node");
  corner.setAttribute("role", "columnheader");
  head.append(corner);
  daemonsets.forEach((one) => {
    const title = element("div", "title", one.title);
    title.setAttribute("role", "columnheader");
    title.title = one.title;
    head.append(title);
  });
  // As high as the longest title, within reason.
  const longest = Math.max(...daemonsets.map((one) => one.title.length), 4);
  map.style.setProperty("--head", `${Math.min(Math.max(longest * 0.5 + 1, 4), 18)}rem`);
  const body = element("div", "body");
  body.setAttribute("role", "rowgroup");
  map.append(head, body);
  find("map-section").hidden = false;

  const height = parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.5;
  let visible = [];
  let active = { line: 0, column: 0 };
  let drawn = new Map();

  // Only what is on the screen is drawn: a fleet has more cells than a page has room for.
  const draw = () => {
    const above = Math.max(0, map.scrollTop - head.offsetHeight);
    const first = Math.max(0, Math.floor(above / height) - 5);
    const last = Math.min(visible.length, Math.ceil((map.scrollTop + map.clientHeight) / height) + 5);
    for (const [line, made] of drawn) {
      if (line < first || line >= last) {
        made.remove();
        drawn.delete(line);
      }
    }
    for (let line = first; line < last; line++) {
      if (!drawn.has(line)) {
        const made = drawLine(line);
        drawn.set(line, made);
        body.append(made);
      }
    }
  };

  const drawLine = (line) => {
    const node = visible[line];
    const made = element("div", "line");
    made.setAttribute("role", "row");
    made.setAttribute("aria-rowindex", line + 2);
    made.style.top = `${line * height}px`;
    const name = element("div", "name", nodes.name[node]);
    name.setAttribute("role", "rowheader");
    name.title = nodes.name[node];
    made.append(name);
    daemonsets.forEach((one, column) => {
      const group = groupOf(node, column);
      const kind = KINDS[group.kind];
      const cell = element("div", `cell ${kind.className}`, kind.sign);
      cell.setAttribute("role", "gridcell");
      cell.setAttribute("aria-label", `${one.title} on ${nodes.name[node]}: ${kind.name}`);
      cell.id = `cell-${line}-${column}`;
      cell.dataset.line = line;
      cell.dataset.column = column;
      if (line === active.line && column === active.column) cell.classList.add("active");
      made.append(cell);
    });
    if (line === active.line) made.classList.add("current");
    return made;
  };

  const describe = () => {
    const detail = find("detail");
    detail.replaceChildren();
    const node = visible[active.line];
    if (node === undefined || daemonsets.length === 0) return;
    const one = daemonsets[active.column];
    const group = groupOf(node, active.column);
    const title = element("p");
    title.append(element("b", "", `${one.title} on ${nodes.name[node]}`), `: ${KINDS[group.kind].name}`);
    detail.append(title);
    for (const reason of group.reasons) {
      const place = reason.place ? ` (${reason.place})` : "";
      detail.append(element("p", "", reasons[reason.text] + place));
    }
    detail.append(element("p", "note", `pool ${pools[nodes.pool[node]]}, ${one.file}`));
  };

  // Marks the cell that is described, its row and its column.
  const mark = (on) => {
    const cell = find(`cell-${active.line}-${active.column}`);
    if (cell) cell.classList.toggle("active", on);
    const line = drawn.get(active.line);
    if (line) line.classList.toggle("current", on);
    const title = head.children[active.column + 1];
    if (title) title.classList.toggle("current", on);
  };

  const move = (line, column) => {
    mark(false);
    active = {
      line: Math.max(0, Math.min(visible.length - 1, line)),
      column: Math.max(0, Math.min(daemonsets.length - 1, column)),
    };
    const top = active.line * height;
    const room = map.clientHeight - head.offsetHeight - height;
    if (map.scrollTop > top) map.scrollTop = top;
    else if (map.scrollTop < top - room) map.scrollTop = top - room;
    draw();
    mark(true);
    const cell = find(`cell-${active.line}-${active.column}`);
    if (cell) {
      map.setAttribute("aria-activedescendant", cell.id);
      const left = cell.offsetLeft;
      const name = corner.offsetWidth;
      if (left < map.scrollLeft + name) map.scrollLeft = left - name;
      else if (left + cell.offsetWidth > map.scrollLeft + map.clientWidth) {
        map.scrollLeft = left + cell.offsetWidth - map.clientWidth;
      }
    }
    describe();
  };

  const filter = () => {
    const value = (id) => find(id).value;
    const name = value("filter-name").toLowerCase();
    const [pool, column, outcome, reason] = ["pool", "daemonset", "outcome", "reason"]
      .map((id) => value(`filter-${id}`))
      .map((chosen) => (chosen === "" ? null : Number(chosen)));
    const columns = column === null ? daemonsets.map((_, index) => index) : [column];
    // Nodes of one row share every answer: asked once a row.
    const fits = rows.map((row) => columns.some((index) => {
      const group = daemonsets[index].groups[row[index]];
      return (outcome === null || group.kind === outcome)
        && (reason === null || group.reasons.some((one) => one.text === reason));
    }));
    const any = outcome === null && reason === null;
    visible = [];
    nodes.name.forEach((text, node) => {
      if ((pool === null || nodes.pool[node] === pool)
        && (any || fits[nodes.row[node]])
        && text.toLowerCase().includes(name)) visible.push(node);
    });
    drawn.forEach((made) => made.remove());
    drawn = new Map();
    body.style.height = `${visible.length * height}px`;
    map.setAttribute("aria-rowcount", visible.length + 1);
    map.setAttribute("aria-colcount", daemonsets.length + 1);
    find("shown").textContent = `${visible.length} of ${nodes.name.length} nodes`;
    map.scrollTop = 0;
    move(0, active.column);
  };

  map.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  window.addEventListener("resize", () => requestAnimationFrame(draw));
  body.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (cell) move(Number(cell.dataset.line), Number(cell.dataset.column));
  });
  map.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor((map.clientHeight - head.offsetHeight) / height) - 1);
    const { line, column } = active;
    const last = visible.length - 1;
    const moves = {
      ArrowUp: [line - 1, column],
      ArrowDown: [line + 1, column],
      ArrowLeft: [line, column - 1],
      ArrowRight: [line, column + 1],
      PageUp: [line - page, column],
      PageDown: [line + page, column],
      Home: [event.ctrlKey ? 0 : line, 0],
      End: [event.ctrlKey ? last : line, daemonsets.length - 1],
    };
    const to = moves[event.key];
    if (to && !event.altKey && !event.metaKey) {
      event.preventDefault();
      move(...to);
    }
  });
  const filters = find("filters");
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(filter));
  filter();
})();
