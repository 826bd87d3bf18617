/** What is selected on the page. All views show it and any of them can change it; the address keeps it. */

import type { Quad } from "./quads.ts";

export interface Chosen {
  readonly since: string | null; // first day, YYYY-MM-DD
  readonly until: string | null; // last day
  readonly place: string | null; // a place by name, or a country by its code
  readonly quad: Quad | null;
}

export const NOTHING: Chosen = { since: null, until: null, place: null, quad: null };

/** The parameters of the address that hold a selection; the quad class is of this page alone. */
const PARAMETERS = ["since", "until", "place"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The selection that an address asks for. */
export function fromAddress(search: string): Chosen {
  const asked = new URLSearchParams(search);
  const day = (name: string): string | null => {
    const value = asked.get(name);
    return value !== null && DAY.test(value) ? value : null;
  };
  return { since: day("since"), until: day("until"), place: asked.get("place") || null, quad: null };
}

/** The address with the selection in it: what else it asks for stays, but it starts at the first page of results. */
export function toAddress(address: string, chosen: Chosen): string {
  const url = new URL(address);
  for (const name of PARAMETERS) {
    const value = chosen[name];
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href !== new URL(address).href) url.searchParams.delete("after");
  return url.href;
}

type Listener = (chosen: Chosen) => void;

export class Selection {
  #chosen: Chosen;
  readonly #listeners: Listener[] = [];

  constructor(chosen: Chosen = NOTHING) {
    this.#chosen = chosen;
  }

  get chosen(): Chosen {
    return this.#chosen;
  }

  /** Changes some of the selection and tells everybody who listens, if it makes a difference. */
  change(part: Partial<Chosen>): void {
    const next = { ...this.#chosen, ...part };
    const same = (Object.keys(next) as (keyof Chosen)[]).every((key) => next[key] === this.#chosen[key]);
    if (same) return;
    this.#chosen = next;
    for (const listener of this.#listeners) listener(next);
  }

  /** Selects what is not selected, and gives it up if it is. */
  toggle<Key extends "place" | "quad">(key: Key, value: Chosen[Key]): void {
    this.change({ [key]: this.#chosen[key] === value ? null : value } as Partial<Chosen>);
  }

  clear(): void {
    this.change(NOTHING);
  }

  /** Calls the listener now and at each change. */
  follow(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.#chosen);
  }
}
