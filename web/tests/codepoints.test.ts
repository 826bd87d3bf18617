import assert from "node:assert/strict";
import { test } from "node:test";
import { codePoints, piece } from "../src/codepoints.ts";

test("an emoji and a letter beyond the basic plane are one code point each", () => {
  assert.equal(codePoints("a🕊𝒳é"), 4);
});

test("a piece is counted from the beginning of the report, without white space at its ends", () => {
  assert.deepEqual(piece(100, "🕊 Hier, ", " il a signé \n"), { start: 109, end: 119, words: "il a signé" });
});

test("white space alone is no piece", () => {
  assert.equal(piece(0, "", " \n"), null);
});
