/** Which shortcut a run of key presses means. Pure; the page's part is in shortcuts.ts. */

/** How long a first key waits for a second, in milliseconds. */
export const PATIENCE_MS = 1200;

/** Reads keys one by one: "g" then "e" gives "g e" where such a shortcut is known. */
export class KeyReader {
  #waiting: { key: string; at: number } | null = null;

  /** The shortcut that this key completes; null where it completes none (but may begin one). */
  read(key: string, at: number, known: ReadonlySet<string>): string | null {
    const before = this.#waiting;
    this.#waiting = null;
    if (before !== null && at - before.at <= PATIENCE_MS && known.has(`${before.key} ${key}`)) {
      return `${before.key} ${key}`;
    }
    if ([...known].some((shortcut) => shortcut.startsWith(`${key} `))) {
      this.#waiting = { key, at };
      return null;
    }
    return known.has(key) ? key : null;
  }
}
