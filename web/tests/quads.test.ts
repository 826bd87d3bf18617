import assert from "node:assert/strict";
import { test } from "node:test";
import { add, leading, total } from "../src/quads.ts";

test("counts add up by class", () => {
  assert.deepEqual(add([1, 0, 2, 0], [0, 3, 1, 0]), [1, 3, 3, 0]);
  assert.equal(total([1, 3, 3, 0]), 7);
  assert.equal(total([1, 3, 3, 0], 2), 3);
});

test("of equal classes the graver one leads", () => {
  assert.equal(leading([2, 1, 0, 1]), 1);
  assert.equal(leading([2, 0, 0, 2]), 4);
  assert.equal(leading([0, 0, 0, 0]), 4);
});
