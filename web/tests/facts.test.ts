import assert from "node:assert/strict";
import { test } from "node:test";
import { firstDay, gather, matches, overlaps, type MapPoint } from "../src/facts.ts";
import { NOTHING } from "../src/selection.ts";

const POINT: MapPoint = {
  id: "a", lat: 1, lon: 2, place: "Gao", country: "MLI", n: 3, quad: 4, label: "", day: null, url: "/events/a",
};

test("what map and timeline know of an event is put together", () => {
  const facts = gather({ points: [POINT] }, { unit: "day", buckets: [], events: [{ id: "a", day: "2024-03-02", quad: 4 }] });
  assert.deepEqual(facts.get("a"), { day: "2024-03-02", place: "Gao", country: "MLI", quad: 4 });
});

test("an event is found by its place and by the place's country", () => {
  const fact = { day: "2024-03-02", place: "Gao", country: "MLI", quad: 4 } as const;
  assert.ok(matches(fact, { ...NOTHING, place: "Gao" }));
  assert.ok(matches(fact, { ...NOTHING, place: "MLI" }));
  assert.ok(!matches(fact, { ...NOTHING, place: "NER" }));
  assert.ok(!matches(fact, { ...NOTHING, quad: 1 }));
});

test("an undated event is in no range of days", () => {
  const fact = { day: null, place: null, country: null, quad: null };
  assert.ok(matches(fact, NOTHING));
  assert.ok(!matches(fact, { ...NOTHING, since: "2024-01-01" }));
});

for (const [start, since, until, expected] of [
  ["2024-03-02", "2024-03-02", "2024-03-02", true],
  ["2024-03-02", "2024-03-03", null, false],
  ["2024-03", "2024-03-15", "2024-04-01", true],
  ["2024-03", "2024-04-01", null, false],
  ["2024", "2024-06-01", "2024-06-02", true],
  ["2024", null, "2023-12-31", false],
] as const) {
  test(`${start} ${expected ? "has" : "has no"} day from ${since} to ${until}`, () => {
    assert.equal(overlaps(start, since, until), expected);
  });
}

test("days, months and years begin with their first day", () => {
  assert.deepEqual(["2024", "2024-07", "2024-07-09", "2024-07-09T10:00"].map(firstDay),
    ["2024-01-01", "2024-07-01", "2024-07-09", "2024-07-09"]);
});
