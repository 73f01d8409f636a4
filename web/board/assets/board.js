// The board: draws what the server says, moves cards at once, and tells the server one drop after another.

import { drawColumn, element } from "./cards.js";
import { listenToKeys } from "./keys.js";
import { listenToPointer } from "./pointer.js";
import * as words from "./words.js";

const PATIENCE = 20_000; // milliseconds until a drop that nobody answered is taken back

const boards = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  if (!boards.has(parentElement)) boards.set(parentElement, new Board(parentElement));
  boards.get(parentElement).update(data, setTriggerValue);
}

class Board {
  constructor(parent) {
    this.parent = parent;
    this.data = { columns: [], cards: [], settled: "" };
    this.pending = []; // drops that the server has not confirmed, the first of them sent
    this.looks = new WeakMap(); // what each column on screen was drawn from
    this.held = null; // {card, column}: picked up by keyboard and shown where it would go
    this.isDragging = false;
    this.scroller = element("div", "board", undefined, { role: "region", tabindex: "0", "aria-label": "Board by quarter" });
    this.voice = element("p", "heard", undefined, { role: "status", "aria-live": "assertive" });
    const frame = element("div", "frame");
    frame.append(element("p", "heard", words.HELP, { id: "board-help" }), this.scroller, this.voice);
    parent.append(frame);
    listenToKeys(this);
    listenToPointer(this);
    this.scroller.addEventListener("change", (event) => this.choose(event.target));
  }

  update(data, send) {
    this.data = data;
    this.send = send;
    const [first] = this.pending;
    if (first && data.settled === first.nonce) this.settle(first);
    if (this.held && !this.card(this.held.card)) this.held = null;
    if (!this.isDragging) this.draw();
  }

  column(key) {
    return this.data.columns.find((column) => column.key === key);
  }

  titleOf(key) {
    return this.column(key)?.title ?? "";
  }

  card(key) {
    return this.data.cards.find((card) => card.key === key);
  }

  // Where the card is shown: where it is held, else where it was dropped last, else where the server has it.
  place(card) {
    if (this.held?.card === card.key) return this.held.column;
    return this.pending.findLast((drop) => drop.card === card.key)?.column ?? card.column;
  }

  isOpen(key) {
    const column = this.column(key);
    return column !== undefined && !column.is_closed;
  }

  // [position, count] of a card among those shown in its column.
  position(key) {
    const card = this.card(key);
    const beside = this.data.cards.filter((other) => this.place(other) === this.place(card));
    return [beside.indexOf(card) + 1, beside.length];
  }

  drop(key, columnKey) {
    const card = this.card(key);
    if (!card?.is_movable || !this.isOpen(columnKey) || this.place(card) === columnKey) return false;
    this.pending.push({ card: key, column: columnKey, nonce: newNonce() });
    this.say(words.dropped(card.title, this.titleOf(columnKey)));
    if (this.pending.length === 1) this.sendFirst();
    this.draw();
    return true;
  }

  choose(menu) {
    if (!menu.value) return;
    const { card } = menu.closest(".card").dataset;
    const isDropped = this.drop(card, menu.value);
    menu.value = "";
    if (isDropped) this.reveal(card, ".menu");
  }

  sendFirst() {
    const [drop] = this.pending;
    if (!drop) return;
    drop.timer = setTimeout(() => this.giveUp(drop), PATIENCE);
    this.send("moved", { card: drop.card, column: drop.column, nonce: drop.nonce });
  }

  settle(drop) {
    clearTimeout(drop.timer);
    this.pending.shift();
    const card = this.card(drop.card);
    if (card) {
      const told = card.column === drop.column ? words.saved : words.refused;
      this.say(told(card.title, this.titleOf(card.column)));
    }
    this.sendFirst();
  }

  giveUp(drop) {
    this.pending = this.pending.filter((other) => other !== drop);
    const card = this.card(drop.card);
    if (card) this.say(words.unconfirmed(card.title, this.titleOf(card.column)));
    this.sendFirst();
    this.draw();
  }

  say(text) {
    this.voice.textContent = text;
  }

  // Draws anew only the columns that look different: with 200 cards the rest is most of the page.
  draw() {
    const { columns, cards } = this.data;
    const focused = this.focused();
    const saving = new Set(this.pending.map((drop) => drop.card));
    const stale = new Set(cards.flatMap((card) => (saving.has(card.key) ? [card.column, this.place(card)] : [])));
    const shown = new Map(columns.map((column) => [column.key, []]));
    for (const card of cards) shown.get(this.place(card))?.push(card);
    const choices = columns.map((column) => [column.key, column.title, column.is_closed]);
    this.isDrawing = true;
    columns.forEach((column, number) => {
      const own = shown.get(column.key).map((card) => ({ ...card, isSaving: saving.has(card.key) }));
      this.drawAt(number, column, own, stale.has(column.key), choices);
    });
    while (this.scroller.children.length > columns.length) this.scroller.lastChild.remove();
    this.scroller.querySelector(".held")?.classList.remove("held");
    if (this.held) this.find(this.held.card)?.classList.add("held");
    if (focused.card) this.find(focused.card)?.querySelector(focused.part)?.focus({ preventScroll: true });
    this.isDrawing = false;
  }

  drawAt(number, column, cards, isStale, choices) {
    const look = JSON.stringify([column, cards, isStale, choices]);
    const before = this.scroller.children[number];
    if (before && this.looks.get(before) === look) return;
    const section = drawColumn(column, cards, isStale, this.data.columns);
    this.looks.set(section, look);
    this.put(section, before);
  }

  put(section, before) {
    if (!before) {
      this.scroller.append(section);
      return;
    }
    // What is scrolled out of sight stays so.
    const top = before.dataset.column === section.dataset.column ? before.querySelector(".cards").scrollTop : 0;
    before.replaceWith(section);
    section.querySelector(".cards").scrollTop = top;
  }

  find(key) {
    return [...this.scroller.querySelectorAll(".card")].find((item) => item.dataset.card === key);
  }

  // Focuses part of a card and brings it into view.
  reveal(key, part = ".face") {
    const item = this.find(key);
    item?.querySelector(part)?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  focused() {
    const focused = this.parent.activeElement ?? document.activeElement;
    return { card: focused?.closest?.(".card")?.dataset.card, part: focused?.matches?.(".menu") ? ".menu" : ".face" };
  }
}

function newNonce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
