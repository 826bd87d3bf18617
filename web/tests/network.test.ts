import assert from "node:assert/strict";
import { test } from "node:test";
import type { NetworkData } from "../src/facts.ts";
import { deals } from "../src/network/deals.ts";
import { layout } from "../src/network/layout.ts";

const apart = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);

test("a layout comes out the same each time, within the square", () => {
  const links = [{ from: 0, to: 1, weight: 3 }, { from: 1, to: 2, weight: 1 }];
  const points = layout(12, links);
  assert.deepEqual(points, layout(12, links));
  for (const { x, y } of points) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1);
});

test("what is linked stands closer than what is not", () => {
  const pairs = Array.from({ length: 5 }, (_, index) => ({ from: 2 * index, to: 2 * index + 1, weight: 1 }));
  const points = layout(10, pairs);
  const linked = pairs.map(({ from, to }) => apart(points[from]!, points[to]!));
  const others = pairs.slice(1).map(({ from }) => apart(points[0]!, points[from]!));
  assert.ok(Math.max(...linked) < Math.min(...others));
});

test("none, one and two equal nodes have places", () => {
  assert.deepEqual(layout(0, []), []);
  assert.deepEqual(layout(1, [{ from: 0, to: 0, weight: 1 }]), [{ x: 0.5, y: 0.5 }]);
  assert.ok(layout(2, []).every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
});

const DATA: NetworkData = {
  unit: "month",
  nodes: [],
  edges: [
    { from: "A", to: "B", counts: { "2024-01": [0, 0, 0, 2], "2024-02": [5, 0, 0, 0] } },
    { from: "B", to: "A", counts: { "": [0, 0, 0, 9] } },
  ],
};

test("deals are summed over the chosen time, each direction by itself", () => {
  const all = deals(DATA, { since: null, until: null, quad: null });
  assert.deepEqual(all, [{ from: "B", to: "A", quads: [0, 0, 0, 9] }, { from: "A", to: "B", quads: [5, 0, 0, 2] }]);
  assert.deepEqual(deals(DATA, { since: "2024-02-10", until: null, quad: null }), [{ from: "A", to: "B", quads: [5, 0, 0, 0] }]);
  assert.deepEqual(deals(DATA, { since: null, until: null, quad: 1 }), [{ from: "A", to: "B", quads: [5, 0, 0, 0] }]);
});
