import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../src/wording/en.json" with { type: "json" };
import fr from "../src/wording/fr.json" with { type: "json" };
import { Wording } from "../src/wording/index.ts";

test("both languages say the same things with the same values", () => {
  const values = (text: unknown): unknown => JSON.stringify(text).match(/\{\w+\}/g)?.sort() ?? [];
  assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en) as (keyof typeof en)[]) assert.deepEqual(values(fr[key]), values(en[key]), key);
});

test("numbers, dates and countries are in the language of the page", () => {
  assert.equal(new Wording("en").count("claims", 1), "1 claim");
  assert.equal(new Wording("en").count("claims", 1234), "1,234 claims");
  assert.equal(new Wording("fr").count("claims", 0), "0 affirmation");
  assert.equal(new Wording("en").day("2024-03-05"), "5 Mar 2024");
  assert.equal(new Wording("fr").day("2024-03-05"), "5 mars 2024");
  assert.equal(new Wording("fr").country("DE", "Germany"), "Allemagne");
});

test("an unknown language reads English", () => {
  assert.equal(new Wording("xx").say("close"), "Close");
  assert.equal(new Wording("").say("close"), "Close");
});
