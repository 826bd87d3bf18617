/** Selecting words in a report fills the fields of the form that adds a claim. */

import { piece, type Piece } from "./codepoints.ts";

export function tieClaimForm(): void {
  const text = document.querySelector<HTMLElement>("[data-report-text]");
  const forms = document.querySelectorAll<HTMLFormElement>("form[data-add-claim]");
  if (!text || !forms.length) return;
  document.addEventListener("selectionchange", () => {
    const found = selected(text);
    if (found) for (const form of forms) fillIn(form, found);
  });
}

function selected(text: HTMLElement): Piece | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const first = paragraphOf(range.startContainer) ?? text.querySelector<HTMLElement>("[data-start]");
  const last = paragraphOf(range.endContainer) ?? first;
  if (!first || !last) return null;
  return between(first, last, range);
}

/** The piece from the range's start to its end; words of several paragraphs are joined by line breaks. */
function between(first: HTMLElement, last: HTMLElement, range: Range): Piece | null {
  const before = textWithin(first, null, [range.startContainer, range.startOffset]);
  const start = Number(first.dataset["start"]);
  if (first === last) {
    return piece(start, before, textWithin(first, [range.startContainer, range.startOffset], [range.endContainer, range.endOffset]));
  }
  const head = piece(start, before, textWithin(first, [range.startContainer, range.startOffset], null));
  const tail = piece(Number(last.dataset["start"]), "", textWithin(last, null, [range.endContainer, range.endOffset]));
  if (!head || !tail) return head ?? tail;
  return { start: head.start, end: tail.end, words: `${head.words}\n${tail.words}` };
}

function paragraphOf(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>("[data-start]") ?? null;
}

type Edge = readonly [node: Node, offset: number] | null;

/** The report's own text of a paragraph between two edges (null: its beginning or end), without what [data-not-text] holds. */
function textWithin(paragraph: HTMLElement, from: Edge, to: Edge): string {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  if (from) range.setStart(...from);
  if (to) range.setEnd(...to);
  const copy = range.cloneContents();
  for (const other of copy.querySelectorAll("[data-not-text]")) other.remove();
  return copy.textContent ?? "";
}

function fillIn(form: HTMLFormElement, found: Piece): void {
  form.toggleAttribute("data-filled", true);
  for (const name of ["start", "end", "words"] as const) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    field.value = String(found[name]);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
