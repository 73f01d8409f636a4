// Moving a card by keyboard: picked up, carried from column to column, dropped or put back.

import * as words from "./words.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

export function listenToKeys(board) {
  const { scroller } = board;
  scroller.addEventListener("keydown", (event) => {
    const face = event.target.closest("button.face");
    if (face) press(board, face.closest(".card").dataset.card, event);
  });

  // Assistive technology presses a button without a key and without a pointer.
  scroller.addEventListener("click", (event) => {
    const face = event.target.closest("button.face");
    if (face && event.detail === 0) toggle(board, face.closest(".card").dataset.card);
  });
  scroller.addEventListener("focusout", (event) => {
    if (board.held && !board.isDrawing && event.relatedTarget?.closest?.(".card")?.dataset.card !== board.held.card) {
      cancel(board);
    }
  });
}

function press(board, key, event) {
  const { held } = board;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (!event.repeat) toggle(board, key);
  } else if (held && event.key in STEPS) {
    event.preventDefault();
    carry(board, STEPS[event.key]);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    cancel(board);
    board.reveal(key);
  }
}

function toggle(board, key) {
  if (board.held) {
    drop(board);
    return;
  }
  const card = board.card(key);
  const column = board.place(card);
  const said = words.picked(card.title, board.titleOf(column), ...board.position(key));
  board.held = { card: key, column, from: column };
  board.find(key).classList.add("held");
  board.say(said);
}

function carry(board, step) {
  const { columns } = board.data;
  let next = columns.findIndex((column) => column.key === board.held.column) + step;
  while (columns[next]?.is_closed) next += step;
  if (!columns[next]) {
    board.say(words.noFurther(board.titleOf(board.held.column)));
    return;
  }
  board.held.column = columns[next].key;
  board.draw();
  board.reveal(board.held.card);
  board.say(words.over(columns[next].title, ...board.position(board.held.card)));
}

function drop(board) {
  const { card, column, from } = board.held;
  board.held = null;
  if (!board.drop(card, column)) {
    board.say(words.cancelled(board.card(card).title, board.titleOf(from)));
    board.draw();
  }
  board.reveal(card);
}

function cancel(board) {
  const { card, from } = board.held;
  board.held = null;
  board.say(words.cancelled(board.card(card).title, board.titleOf(from)));
  board.draw();
}
