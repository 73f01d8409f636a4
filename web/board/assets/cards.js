// The board's elements. Whatever comes from data is set as text, never as markup.

import * as words from "./words.js";

export function element(tag, className, text, attributes = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// One column with its cards. `isStale` marks totals that a move not yet confirmed will change.
export function drawColumn(column, cards, isStale, columns) {
  const section = element("section", "column", undefined, { "aria-labelledby": `title-${column.key}` });
  section.dataset.column = column.key;
  section.classList.toggle("first", column.key === "unscheduled");
  section.classList.toggle("closed", column.is_closed);
  const list = element("ul", "cards", undefined, { role: "list", "aria-labelledby": `title-${column.key}` });
  list.append(...cards.map((card) => drawCard(card, columns)));
  if (cards.length && !cards.some((card) => card.is_movable)) list.tabIndex = 0;
  section.append(drawHead(column, cards.length, isStale), list);
  if (!cards.length) section.append(element("p", "nothing", words.NOTHING));
  return section;
}

function drawHead(column, count, isStale) {
  const head = element("header", "head");
  const title = element("h3", "title", column.title, { id: `title-${column.key}` });
  const line = element("p", "line");
  line.append(element("span", "months", column.subtitle), element("span", "count", `${count}`, { "aria-hidden": "true" }));
  const money = element("p", "money");
  money.classList.toggle("stale", isStale);
  money.append(element("strong", "total", column.total));
  if (column.cap) money.append(element("span", "cap", column.cap));
  if (column.is_over) money.append(element("span", "over", "over cap"));
  if (column.is_closed) money.append(element("span", "shut", "closed"));
  head.append(title, line, money);
  return head;
}

function drawCard(card, columns) {
  const item = element("li", "card");
  item.dataset.card = card.key;
  item.classList.toggle("saving", card.isSaving);
  item.style.setProperty("--lane", card.colour);
  item.append(card.is_movable ? drawHandle(card) : drawFixed(card));
  if (card.is_movable) item.append(drawMenu(card, columns));
  if (card.isSaving) item.append(element("p", "mark", words.SAVING));
  return item;
}

function drawHandle(card) {
  const handle = element("button", "face", undefined, { type: "button", "aria-describedby": "board-help" });
  handle.append(...facts(card));
  return handle;
}

function drawFixed(card) {
  const face = element("div", "face fixed");
  face.append(...facts(card));
  return face;
}

function facts(card) {
  const named = element("span", "name", card.title);
  if (card.why) named.title = card.why;
  const figures = element("span", "figures");
  figures.append(...spaced([element("strong", "amount", card.amount), element("span", "devices", card.devices)]));
  const terms = element("span", "terms");
  const told = [element("span", "lane", card.lane_label), element("span", "", card.priority), element("span", "", card.status)];
  const badges = card.badges.map((badge) => element("span", "badge", badge));
  terms.append(...spaced([...told, ...badges]));
  return [named, " ", figures, " ", terms];
}

// Words in elements side by side would run together where they are read aloud.
function spaced(parts) {
  return parts.filter((part) => part.textContent).flatMap((part) => [part, " "]);
}

// The options are made when somebody is about to open the menu: with 200 cards they would be most of the page.
function drawMenu(card, columns) {
  const menu = element("select", "menu", undefined, { "aria-label": words.moveTo(card.title) });
  menu.append(element("option", "", "⋯", { value: "", hidden: "" }));
  const fill = () => {
    if (menu.options.length > 1) return;
    const group = element("optgroup", "", undefined, { label: words.MOVE });
    const open = columns.filter((column) => !column.is_closed && column.key !== card.column);
    group.append(...open.map((column) => element("option", "", column.title, { value: column.key })));
    menu.append(group);
  };
  for (const event of ["pointerdown", "focus", "keydown"]) menu.addEventListener(event, fill);
  return menu;
}
