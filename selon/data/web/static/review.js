// Keys of the review pages (a accept, r reject, e edit, n next, u undo), and selected words as the fields of a form.
"use strict";

function typing(target) {
  return target instanceof Element && target.closest("input, select, textarea, [contenteditable]") !== null;
}

// After g a key leads to another page: it is not for here.
let leading = 0;

document.addEventListener("keydown", (event) => {
  const isLed = event.timeStamp - leading < 1500;
  leading = event.key === "g" ? event.timeStamp : 0;
  if (isLed && event.key !== "g") return;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const found = document.querySelector(`[data-review-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.dataset.focus) document.getElementById(found.dataset.focus)?.focus();
  else found.click();
});

// Offsets count code points, as the database does; a browser counts UTF-16 units.
function codePoints(text) {
  return Array.from(text).length;
}

const text = document.getElementById("report-text");
if (text) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = range.cloneRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const lead = words.length - words.trimStart().length;
    const start = codePoints(before.toString() + words.slice(0, lead));
    const values = { words: words.trim(), start, end: start + codePoints(words.trim()) };
    for (const field of document.querySelectorAll("[data-selected]")) field.value = values[field.dataset.selected];
  });
}
