/** Who deals with whom in the chosen time, summed up. */

import { overlaps, type NetworkData } from "../facts.ts";
import { add, NONE, QUADS, total, type Quads } from "../quads.ts";
import type { Chosen } from "../selection.ts";

/** What one does to another. */
export interface Deal {
  readonly from: string;
  readonly to: string;
  readonly quads: Quads;
}

/** Deals of the chosen time and class, the heaviest first; what has no date counts only while no time is chosen. */
export function deals(data: NetworkData, { since, until, quad }: Pick<Chosen, "since" | "until" | "quad">): Deal[] {
  const sums = new Map<string, Deal>();
  const isAnyTime = since === null && until === null;
  for (const edge of data.edges) {
    if (quad !== null && edge.quad !== quad) continue;
    if (!isAnyTime && (edge.start === null || !overlaps(edge.start, since, until))) continue;
    const key = `${edge.from}\n${edge.to}`;
    const known = sums.get(key)?.quads ?? NONE;
    const counts = QUADS.map((each) => (each === edge.quad ? edge.n : 0)) as unknown as Quads;
    sums.set(key, { from: edge.from, to: edge.to, quads: add(known, counts) });
  }
  return [...sums.values()].sort((a, b) => total(b.quads) - total(a.quads));
}
