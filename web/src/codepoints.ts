/** Offsets in Unicode code points, as records count them. JavaScript counts UTF-16 units: an emoji is two. */

export interface Piece {
  readonly start: number; // code points
  readonly end: number;
  readonly words: string;
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A piece without the white space at its ends; null where nothing else is in it. `before` is the text ahead of it. */
export function piece(start: number, before: string, words: string): Piece | null {
  const inner = words.trim();
  if (!inner) return null;
  const lead = words.slice(0, words.length - words.trimStart().length);
  const first = start + codePoints(before) + codePoints(lead);
  return { start: first, end: first + codePoints(inner), words: inner };
}
