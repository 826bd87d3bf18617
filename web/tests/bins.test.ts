import assert from "node:assert/strict";
import { test } from "node:test";
import { total, type Day } from "../src/quads.ts";
import { bins, ceiling, next, startOf, touched, unitFor, withoutStragglers } from "../src/timeline/bins.ts";

test("units begin and end where calendars say", () => {
  assert.equal(startOf("2024-03-03", "week"), "2024-02-26"); // a Sunday, in a week that began in February
  assert.equal(startOf("2024-03-03", "month"), "2024-03-01");
  assert.equal(next("2024-02-01", "month"), "2024-03-01");
  assert.equal(next("2024-12-01", "month"), "2025-01-01");
  assert.equal(next("2023-01-01", "year"), "2024-01-01");
  assert.equal(next("2024-01-01", "year"), "2025-01-01");
});

test("the unit is as fine as the room allows, and never finer than the data", () => {
  assert.equal(unitFor("2024-03-01", "2024-03-20", 30), "day");
  assert.equal(unitFor("2024-01-01", "2024-05-01", 30), "week");
  assert.equal(unitFor("2022-01-01", "2024-01-01", 30), "month");
  assert.equal(unitFor("1990-01-01", "2024-01-01", 30), "year");
  assert.equal(unitFor("2024-03-01", "2024-03-20", 30, "month"), "month");
});

test("bars leave no gap, lose no count and are counted once", () => {
  const days: Day[] = [["2024-03-04", 1, 0, 0, 2], ["2024-03-01", 0, 1, 0, 0], ["2024-03-04", 0, 0, 1, 0]];
  const found = bins(days, 30);
  assert.deepEqual(found.bins.map(({ start }) => start), ["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04"]);
  assert.deepEqual(found.bins.at(-1)?.quads, [1, 0, 1, 2]);
  assert.equal(bins(days, 2).bins.reduce((sum, bin) => sum + total(bin.quads), 0), 5);
});

test("nothing and nonsense give no bars", () => {
  assert.deepEqual(bins([], 30).bins, []);
  assert.deepEqual(bins([["soon", 1, 0, 0, 0]], 30).bins, []);
});

test("a range touches the bars that hold any day of it", () => {
  const { bins: months } = bins([["2024-01-10", 1, 0, 0, 0], ["2024-04-10", 1, 0, 0, 0]], 4);
  assert.equal(months.length, 4);
  assert.deepEqual(touched(months, "2024-02-15", "2024-03-01"), [1, 2]);
  assert.deepEqual(touched(months, null, "2024-01-01"), [0, 0]);
  assert.equal(touched(months, "2025-01-01", null), null);
});

test("scales end at round numbers", () => {
  assert.deepEqual([0, 1, 3, 7, 12, 101].map(ceiling), [1, 1, 3, 8, 20, 200]);
});

test("a few early stragglers do not press the rest against the edge", () => {
  const recent: Day[] = Array.from({ length: 12 }, (_, month) => [`2024-${String(month + 1).padStart(2, "0")}-01`, 5, 0, 0, 5]);
  const old: Day = ["1951-06-01", 0, 0, 0, 1];
  assert.deepEqual(withoutStragglers([old, ...recent]), { days: recent, left: 1 });
  assert.deepEqual(withoutStragglers(recent), { days: recent, left: 0 });
  assert.equal(withoutStragglers([old, recent[0]!]).left, 0); // half of all is no straggler
  assert.deepEqual(withoutStragglers([]), { days: [], left: 0 });
});
