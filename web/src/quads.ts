/** The four quad classes of the ontology, and counts by them. */

/** Counts of verbal cooperation, material cooperation, verbal conflict and material conflict. */
export type Quads = readonly [number, number, number, number];

/** A class by its number in the ontology. */
export type Quad = 1 | 2 | 3 | 4;

/** Counts of one day, written YYYY-MM-DD. */
export type Day = readonly [day: string, ...counts: Quads];

export const QUADS: readonly Quad[] = [1, 2, 3, 4];
export const NONE: Quads = [0, 0, 0, 0];

export function add(a: Quads, b: Quads): Quads {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}

/** All counts together, or those of one class. */
export function total(quads: Quads, only: Quad | null = null): number {
  return only === null ? quads[0] + quads[1] + quads[2] + quads[3] : quads[only - 1]!;
}

/** The class with the highest count; of equals, the graver one. */
export function leading(quads: Quads): Quad {
  return QUADS.reduce((best, quad) => (quads[quad - 1]! >= quads[best - 1]! ? quad : best), 1);
}

/** The counts of the days from `since` to `until`, both included; null leaves that end open. */
export function within(days: readonly Day[], since: string | null, until: string | null): Quads {
  let sum: Quads = NONE;
  for (const [day, ...counts] of days) {
    if ((since === null || day >= since) && (until === null || day <= until)) sum = add(sum, counts);
  }
  return sum;
}
