// Moving a card by mouse, pen or finger. A finger first rests on the card, so that scrolling stays what it was.

import * as words from "./words.js";

const SLACK = 5; // pixels that a mouse may tremble
const REST = 350; // milliseconds that a finger rests until it holds the card
const STRAY = 10; // pixels by which a resting finger may stray
const EDGE = 56; // pixels from the board's edge within which it scrolls
const SPEED = 14; // pixels a frame

export function listenToPointer(board) {
  board.scroller.addEventListener("pointerdown", (event) => {
    const face = event.target.closest("button.face");
    if (!face || event.button !== 0 || !event.isPrimary || board.held) return;
    new Drag(board, face.closest(".card"), event);
  });
}

class Drag {
  constructor(board, item, event) {
    this.board = board;
    this.item = item;
    this.pointer = event.pointerId;
    this.start = { x: event.clientX, y: event.clientY };
    this.at = this.start;
    this.isFinger = event.pointerType === "touch";
    this.isActive = false;
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    document.addEventListener("pointermove", (moved) => this.move(moved), { signal });
    document.addEventListener("pointerup", (up) => this.isMine(up) && this.finish(), { signal });
    document.addEventListener("pointercancel", (lost) => this.isMine(lost) && this.end(true), { signal });
    document.addEventListener("keydown", (key) => this.escape(key), { signal, capture: true });
    document.addEventListener("touchmove", (touch) => this.hold(touch), { signal, passive: false });
    document.addEventListener("contextmenu", (menu) => this.hold(menu), { signal });
    if (this.isFinger) this.timer = setTimeout(() => this.begin(), REST);
  }

  isMine(event) {
    return event.pointerId === this.pointer;
  }

  // While a card is held, the page must not scroll under the finger, nor a menu open.
  hold(event) {
    if (this.isActive && event.cancelable) event.preventDefault();
  }

  move(event) {
    if (!this.isMine(event)) return;
    this.at = { x: event.clientX, y: event.clientY };
    const moved = Math.hypot(this.at.x - this.start.x, this.at.y - this.start.y);
    if (!this.isActive && this.isFinger && moved > STRAY) this.end(false);
    if (!this.isActive && !this.isFinger && moved > SLACK) this.begin();
    if (this.isActive) this.follow();
  }

  begin() {
    const { board, item } = this;
    if (!item.isConnected) {
      this.end(false);
      return;
    }
    this.isActive = true;
    board.isDragging = true;
    this.card = board.card(item.dataset.card);
    this.from = board.place(this.card);
    this.target = this.from;
    const box = item.getBoundingClientRect();
    this.grip = { x: this.start.x - box.left, y: this.start.y - box.top };
    this.ghost = item.cloneNode(true);
    this.ghost.className = "card ghost";
    this.ghost.inert = true;
    this.ghost.setAttribute("aria-hidden", "true");
    this.ghost.style.width = `${box.width}px`;
    board.parent.append(this.ghost);
    item.classList.add("lifted");
    board.scroller.classList.add("dragging");
    board.say(words.picked(this.card.title, board.titleOf(this.from), ...board.position(this.card.key)));
    if (this.isFinger) navigator.vibrate?.(15);
    this.follow();
    this.frame = requestAnimationFrame(() => this.scroll());
  }

  follow() {
    this.ghost.style.transform = `translate(${this.at.x - this.grip.x}px, ${this.at.y - this.grip.y}px) rotate(1.5deg)`;
    this.aim(this.board.parent.elementFromPoint(this.at.x, this.at.y)?.closest?.(".column"));
  }

  aim(section) {
    const key = section?.dataset.column;
    const target = key !== undefined && this.board.isOpen(key) ? key : null;
    if (target === this.target) return;
    this.target = target;
    this.mark(target);
    this.board.say(target === null ? words.OUTSIDE : `${this.board.titleOf(target)}.`);
  }

  mark(target) {
    for (const column of this.board.scroller.children) {
      column.classList.toggle("target", column.dataset.column === target);
    }
  }

  // Near an edge the board scrolls, and the column under the pointer what overflows it.
  scroll() {
    const { scroller } = this.board;
    const box = scroller.getBoundingClientRect();
    const first = scroller.querySelector(".column.first");
    const isStuck = first && getComputedStyle(first).position === "sticky";
    const left = isStuck ? first.getBoundingClientRect().right : box.left;
    const wasAt = scroller.scrollLeft;
    if (this.at.x > box.right - EDGE) scroller.scrollLeft += SPEED;
    else if (this.at.x < left + EDGE && this.at.x >= left - (isStuck ? 0 : EDGE)) scroller.scrollLeft -= SPEED;
    if (scroller.scrollLeft !== wasAt) this.follow();
    this.frame = requestAnimationFrame(() => this.scroll());
  }

  escape(event) {
    if (!this.isActive || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.end(true);
  }

  finish() {
    if (!this.isActive || this.target === null || this.target === this.from) {
      this.end(this.isActive);
      return;
    }
    this.end(false);
    this.board.drop(this.card.key, this.target);
  }

  end(isCancelled) {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.listeners.abort();
    if (!this.isActive) return;
    this.isActive = false;
    this.ghost.remove();
    this.item.classList.remove("lifted");
    this.mark(null);
    this.board.isDragging = false;
    this.board.scroller.classList.remove("dragging");
    if (isCancelled) this.board.say(words.cancelled(this.card.title, this.board.titleOf(this.from)));
    this.board.draw();
  }
}
