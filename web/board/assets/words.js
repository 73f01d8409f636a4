// What the board says, on screen and to those who listen to it.

export const HELP =
  "Press Space to pick the card up, the arrow keys to move it between columns, Space to drop it, Escape to cancel.";

export const NOTHING = "Nothing here";
export const SAVING = "Saving…";
export const OUTSIDE = "Not over a column that can take it.";
export const MOVE = "Move to";

export const picked = (title, column, position, count) => `Picked up ${title}, ${column}, ${position} of ${count}.`;
export const over = (column, position, count) => `${column}, ${position} of ${count}.`;
export const noFurther = (column) => `${column}. There is no open column further on.`;
export const dropped = (title, column) => `Dropped ${title} in ${column}. Saving.`;
export const cancelled = (title, column) => `Cancelled. ${title} is back in ${column}.`;
export const saved = (title, column) => `Saved. ${title} is in ${column}.`;
export const refused = (title, column) => `Not moved. ${title} is in ${column}.`;
export const unconfirmed = (title, column) => `The move was not confirmed. ${title} is back in ${column}.`;
export const moveTo = (title) => `Move ${title} to`;
