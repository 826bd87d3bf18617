import assert from "node:assert/strict";
import { test } from "node:test";
import type { MapPoint } from "../src/facts.ts";
import { byCountry, chosenClaims, spots } from "../src/map/places.ts";
import { countries } from "../src/map/world.ts";
import { NOTHING } from "../src/selection.ts";

const point = (id: string, place: string, country: string, n: number, day: string | null = null): MapPoint =>
  ({ id, lat: 16, lon: 0, place, country, n, quad: 4, label: "", day, url: "" });
const POINTS = [point("a", "Gao", "MLI", 1, "2024-03-01"), point("b", "Kidal", "MLI", 5), point("c", "Gao", "MLI", 2)];

test("events are gathered by place, the busiest first", () => {
  assert.deepEqual(spots(POINTS).map(({ name, points }) => [name, points.length]), [["Kidal", 1], ["Gao", 2]]);
});

test("claims are counted in the selection alone", () => {
  assert.deepEqual(chosenClaims(POINTS, { ...NOTHING, since: "2024-01-01" }), [0, 0, 0, 1]);
  assert.deepEqual(byCountry(spots(POINTS), NOTHING).get("MLI"), [0, 0, 0, 8]);
});

test("a point without coordinates is left out", () => {
  assert.deepEqual(spots([{ ...point("a", "?", "MLI", 1), lat: Number.NaN }]), []);
});

test("every country of the map has a code and a name in the reader's language", () => {
  const all = countries();
  assert.deepEqual(all.filter(({ code, short }) => code === null || short === null).map(({ name }) => name), []);
  assert.equal(all.find(({ code }) => code === "FRA")?.short, "FR");
});
