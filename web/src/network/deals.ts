/** Who deals with whom in the chosen time, summed up. */

import { overlaps, type NetworkData } from "../facts.ts";
import { add, NONE, QUADS, total, type Quad, type Quads } from "../quads.ts";
import type { Chosen } from "../selection.ts";

/** What one does to another. */
export interface Deal {
  readonly from: string;
  readonly to: string;
  readonly quads: Quads;
}

function only(quads: Quads, quad: Quad): Quads {
  return quads.map((count, at) => (QUADS[at] === quad ? count : 0)) as unknown as Quads;
}

/** Deals of the chosen time and class, the heaviest first; what has no date counts only while no time is chosen. */
export function deals(data: NetworkData, { since, until, quad }: Pick<Chosen, "since" | "until" | "quad">): Deal[] {
  const isAnyTime = since === null && until === null;
  const isChosen = (start: string): boolean => isAnyTime || (start !== "" && overlaps(start, since, until));
  const all = data.edges.map(({ from, to, counts }) => {
    const chosen = Object.entries(counts).filter(([start]) => isChosen(start));
    const quads = chosen.reduce((sum, [, found]) => add(sum, found), NONE);
    return { from, to, quads: quad === null ? quads : only(quads, quad) };
  });
  return all.filter(({ quads }) => total(quads) > 0).sort((a, b) => total(b.quads) - total(a.quads));
}
