import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyReader, PATIENCE_MS } from "../src/keys.ts";

const KNOWN = new Set(["j", "a", "g o", "g e", "?"]);

test("single keys and pairs are told apart", () => {
  const reader = new KeyReader();
  assert.equal(reader.read("j", 0, KNOWN), "j");
  assert.equal(reader.read("g", 10, KNOWN), null);
  assert.equal(reader.read("e", 20, KNOWN), "g e");
  assert.equal(reader.read("e", 30, KNOWN), null);
});

test("a pair that comes too late is two single keys", () => {
  const reader = new KeyReader();
  reader.read("g", 0, KNOWN);
  assert.equal(reader.read("o", PATIENCE_MS + 1, KNOWN), null);
});

test("a key that does not go with the first one stands for itself", () => {
  const reader = new KeyReader();
  reader.read("g", 0, KNOWN);
  assert.equal(reader.read("a", 10, KNOWN), "a");
});
