/** Days gathered into bars of a readable width. Pure: dates are YYYY-MM-DD in UTC throughout. */

import { add, NONE, total, type Day, type Quads } from "../quads.ts";

export type Unit = "day" | "week" | "month" | "year";

export interface Bin {
  readonly start: string; // first day
  readonly end: string; // last day
  readonly quads: Quads;
}

const DAY_MS = 86_400_000;
const DAYS_IN: Record<Unit, number> = { day: 1, week: 7, month: 30.44, year: 365.25 };
const UNITS: readonly Unit[] = ["day", "week", "month", "year"];

const toTime = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

export function shifted(day: string, days: number): string {
  return toDay(toTime(day) + days * DAY_MS);
}

/** The finest unit, from `finest` on, with which a span gives no more bars than `most`. */
export function unitFor(first: string, last: string, most: number, finest: Unit = "day"): Unit {
  const days = (toTime(last) - toTime(first)) / DAY_MS + 1;
  const units = UNITS.slice(UNITS.indexOf(finest));
  return units.find((unit) => days / DAYS_IN[unit] <= most) ?? "year";
}

/** The first day of the day's week (Monday), month or year. */
export function startOf(day: string, unit: Unit): string {
  if (unit === "month") return `${day.slice(0, 7)}-01`;
  if (unit === "year") return `${day.slice(0, 4)}-01-01`;
  if (unit === "day") return day;
  const weekday = (new Date(toTime(day)).getUTCDay() + 6) % 7;
  return shifted(day, -weekday);
}

/** The first day of the next unit. */
export function next(start: string, unit: Unit): string {
  if (unit === "day") return shifted(start, 1);
  if (unit === "week") return shifted(start, 7);
  // 32 days after the first of a month lie in the next month, 366 after the first of a year in the next year.
  return startOf(shifted(start, unit === "month" ? 32 : 366), unit);
}

/** Bars from the first day to the last without gaps, at most about `most` of them. Empty for no days. */
export function bins(days: readonly Day[], most: number, finest: Unit = "day"): { unit: Unit; bins: Bin[] } {
  const known = days.filter(([day]) => !Number.isNaN(toTime(day))).map(([day]) => day).sort();
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return { unit: finest, bins: [] };
  const unit = unitFor(first, last, most, finest);
  const counts = counted(days, unit);
  const found: Bin[] = [];
  for (let start = startOf(first, unit); start <= last; ) {
    const following = next(start, unit);
    found.push({ start, end: shifted(following, -1), quads: counts.get(start) ?? NONE });
    start = following;
  }
  return { unit, bins: found };
}

const FEW = 0.03; // of all counts
const SHORTER = 0.5; // of the time from the first day to the last

/**
 * The days without the few early ones that would press all others against the edge, and how much is left out.
 *
 * A single date of decades ago in a background sentence makes a timeline of one bar.
 */
export function withoutStragglers(days: readonly Day[]): { days: readonly Day[]; left: number } {
  const sorted = days.filter(([day]) => !Number.isNaN(toTime(day))).sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = sorted.map(([, ...quads]) => total(quads));
  const all = counts.reduce((sum, count) => sum + count, 0);
  let [first, left] = [0, 0];
  while (first < sorted.length - 1 && left + counts[first]! <= FEW * all) left += counts[first++]!;
  const span = (from: number): number => toTime(sorted.at(-1)![0]) - toTime(sorted[from]![0]);
  if (first === 0 || span(first) > SHORTER * span(0)) return { days, left: 0 };
  return { days: sorted.slice(first), left };
}

/** Counts by the first day of each unit. */
export function counted(days: readonly Day[], unit: Unit): Map<string, Quads> {
  const counts = new Map<string, Quads>();
  for (const [day, ...quads] of days) {
    if (Number.isNaN(toTime(day))) continue;
    const start = startOf(day, unit);
    counts.set(start, add(counts.get(start) ?? NONE, quads));
  }
  return counts;
}

/** The bins that a range of days touches, as first and last index; null where it touches none. */
export function touched(all: readonly Bin[], since: string | null, until: string | null): [number, number] | null {
  const first = all.findIndex((bin) => since === null || bin.end >= since);
  const last = all.findLastIndex((bin) => until === null || bin.start <= until);
  return first === -1 || last === -1 || first > last ? null : [first, last];
}

/** A round number at or above the highest bar, so that the scale reads well: 1, 2, 3, 4, 5, 6, 8, 10, 20, 30 ... */
export function ceiling(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 1)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((value) => value >= highest) ?? highest;
}
