/** Events gathered by place. */

import { matches, type MapPoint } from "../facts.ts";
import { add, NONE, QUADS, total, type Quads } from "../quads.ts";
import type { Chosen } from "../selection.ts";

export interface Spot {
  readonly name: string;
  readonly country: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly points: readonly MapPoint[];
}

/** The places of all points, the one with most claims first. */
export function spots(points: readonly MapPoint[]): Spot[] {
  const found = new Map<string, MapPoint[]>();
  for (const point of points) {
    if (!Number.isFinite(point.lat) || !Number.isFinite(point.lon)) continue;
    const key = `${point.place}|${point.lat}|${point.lon}`;
    const there = found.get(key);
    if (there) there.push(point);
    else found.set(key, [point]);
  }
  return [...found.values()]
    .map((there) => ({ name: there[0]!.place, country: there[0]!.country ?? null, lat: there[0]!.lat, lon: there[0]!.lon, points: there }))
    .sort((a, b) => total(claims(b.points)) - total(claims(a.points)) || (a.name < b.name ? -1 : 1));
}

/** Claims by quad class. */
export function claims(points: readonly MapPoint[]): Quads {
  return points.reduce<Quads>(
    (sum, { quad, n }) => add(sum, QUADS.map((each) => (each === quad ? n : 0)) as unknown as Quads), NONE);
}

/** Claims of the points that are in the selection. */
export function chosenClaims(points: readonly MapPoint[], chosen: Chosen): Quads {
  return claims(points.filter((point) => matches(
    { day: point.day, place: point.place, country: point.country ?? null, quad: point.quad }, chosen)));
}

/** Claims of each country in the selection. */
export function byCountry(all: readonly Spot[], chosen: Chosen): Map<string, Quads> {
  const sums = new Map<string, Quads>();
  for (const { country, points } of all) {
    if (country !== null) sums.set(country, add(sums.get(country) ?? NONE, chosenClaims(points, chosen)));
  }
  return sums;
}
