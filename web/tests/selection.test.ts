import assert from "node:assert/strict";
import { test } from "node:test";
import { fromAddress, NOTHING, Selection, toAddress, type Chosen } from "../src/selection.ts";

test("an address gives its selection, and what is no day is left out", () => {
  assert.deepEqual(fromAddress("?since=2024-03-01&until=soon&place=MLI&type=ASSAULT"),
    { since: "2024-03-01", until: null, place: "MLI", quad: null });
});

test("the selection changes its own part of an address and goes back to the first page", () => {
  const address = "https://example.org/events?type=ASSAULT&until=2024-01-01&after=abc";
  const chosen: Chosen = { ...NOTHING, since: "2024-03-01", place: "Gao & Kidal" };
  assert.equal(toAddress(address, chosen), "https://example.org/events?type=ASSAULT&since=2024-03-01&place=Gao+%26+Kidal");
  assert.deepEqual(fromAddress(new URL(toAddress(address, chosen)).search), chosen);
});

test("an address that already says it stays as it is", () => {
  const address = "https://example.org/events?place=MLI&after=abc";
  assert.equal(toAddress(address, { ...NOTHING, place: "MLI" }), address);
});

test("listeners hear of changes, and of nothing else", () => {
  const selection = new Selection();
  const heard: Chosen[] = [];
  selection.follow((chosen) => heard.push(chosen));
  selection.change({ since: null });
  selection.toggle("place", "MLI");
  selection.toggle("place", "MLI");
  selection.clear();
  assert.deepEqual(heard.map(({ place }) => place), [null, "MLI", null]);
});
