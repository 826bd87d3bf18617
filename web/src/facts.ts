/** The data that pages embed (web/README.md), and what is known of each event from all of them. */

import type { Quad, Quads } from "./quads.ts";
import type { Chosen } from "./selection.ts";

export interface MapPoint {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly place: string;
  readonly country?: string | null; // ISO 3166-1 alpha-3
  readonly n: number; // claims
  readonly quad: Quad;
  readonly label: string;
  readonly day: string | null;
  readonly url: string;
}

export interface MapData {
  readonly points: readonly MapPoint[];
}

export interface TimelineData {
  readonly unit: "day" | "month" | "year";
  readonly buckets: readonly { readonly start: string; readonly quads: Quads }[];
  readonly events?: readonly { readonly id: string; readonly day: string | null; readonly quad: Quad }[];
}

export interface NetworkData {
  readonly unit: "day" | "month" | "year";
  readonly nodes: readonly { readonly id: string; readonly label: string; readonly n: number; readonly url: string | null }[];
  readonly edges: readonly NetworkEdge[];
}

/** What one does to another, a pair once: how much of each quad class by unit of time ("": undated). */
export interface NetworkEdge {
  readonly from: string;
  readonly to: string;
  readonly counts: Readonly<Record<string, Quads>>;
}

/** What can be asked of an event; null is not known. */
export interface Fact {
  readonly day: string | null;
  readonly place: string | null;
  readonly country: string | null;
  readonly quad: Quad | null;
}

export type Facts = ReadonlyMap<string, Fact>;

const UNKNOWN: Fact = { day: null, place: null, country: null, quad: null };

/** What map and timeline together know of each event. */
export function gather(map: MapData | null, timeline: TimelineData | null): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const learn = (id: string, part: Partial<Fact>): void => {
    const known = Object.fromEntries(Object.entries(part).filter(([, value]) => value != null)) as Partial<Fact>;
    facts.set(id, { ...(facts.get(id) ?? UNKNOWN), ...known });
  };
  for (const { id, day, quad } of timeline?.events ?? []) learn(id, { day, quad });
  for (const { id, day, quad, place, country } of map?.points ?? []) learn(id, { day, quad, place, country: country ?? null });
  return facts;
}

/** Whether an event is in the selection. What is asked for and not known is not in it. */
export function matches(fact: Fact, chosen: Chosen): boolean {
  const { since, until, place, quad } = chosen;
  if (quad !== null && fact.quad !== quad) return false;
  if (place !== null && fact.place !== place && fact.country !== place) return false;
  if (since === null && until === null) return true;
  return fact.day !== null && overlaps(fact.day, since, until);
}

/**
 * Whether a day, month or year (2023, 2023-07, 2023-07-05) has a day in the range.
 *
 * Compared as far as the start is given: the range 2023-07-05 to 2023-08-01 overlaps 2023-07.
 */
export function overlaps(start: string, since: string | null, until: string | null): boolean {
  const far = Math.min(start.length, 10);
  const cut = start.slice(0, far);
  return (since === null || cut >= since.slice(0, far)) && (until === null || cut <= until.slice(0, far));
}

/** The first day of a day, month or year. */
export function firstDay(start: string): string {
  return start.length >= 10 ? start.slice(0, 10) : `${start}${"-01-01".slice(start.length - 4)}`;
}
