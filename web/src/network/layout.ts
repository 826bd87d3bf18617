/** Where the nodes of a network stand: a force layout that is computed once and always comes out the same. */

export interface Link {
  readonly from: number; // index of a node
  readonly to: number;
  readonly weight: number;
}

export interface Point {
  x: number;
  y: number;
}

const ROUNDS = 300;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Positions in the unit square: linked nodes near each other, all others apart.
 *
 * Forces after Fruchterman and Reingold, Software: Practice and Experience 21 (1991), 1129, with a pull towards the
 * middle so that what is not linked does not drift off. The start is a sunflower, not chance. O(rounds x n^2): for some
 * hundred nodes at most. `aspect` is width by height of the figure that it is drawn in.
 */
export function layout(count: number, links: readonly Link[], aspect = 1): Point[] {
  const points = Array.from({ length: count }, (_, index) => sunflower(index, count));
  const ideal = 0.9 / Math.sqrt(Math.max(count, 1));
  const heaviest = Math.max(1, ...links.map((link) => link.weight));
  const degrees = points.map((_, index) => links.filter(({ from, to }) => from === index || to === index).length);
  for (let round = 0; round < ROUNDS; round++) {
    const moves = points.map(() => ({ x: 0, y: 0 }));
    repel(points, moves, ideal);
    attract(points, moves, links, degrees, ideal, heaviest);
    const step = 0.1 * (1 - round / ROUNDS) + 0.001;
    points.forEach((point, index) => move(point, moves[index]!, step));
  }
  return fitted(points, aspect);
}

function sunflower(index: number, count: number): Point {
  const radius = 0.5 * Math.sqrt((index + 0.5) / count);
  return { x: radius * Math.cos(index * GOLDEN_ANGLE), y: radius * Math.sin(index * GOLDEN_ANGLE) };
}

function repel(points: readonly Point[], moves: Point[], ideal: number): void {
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const dx = points[a]!.x - points[b]!.x;
      const dy = points[a]!.y - points[b]!.y;
      const squared = Math.max(dx * dx + dy * dy, 1e-6);
      const force = (ideal * ideal) / squared;
      moves[a]!.x += dx * force; moves[a]!.y += dy * force;
      moves[b]!.x -= dx * force; moves[b]!.y -= dy * force;
    }
  }
}

function attract(
  points: readonly Point[], moves: Point[], links: readonly Link[], degrees: readonly number[], ideal: number, heaviest: number,
): void {
  for (const { from, to, weight } of links) {
    if (from === to) continue;
    const dx = points[from]!.x - points[to]!.x;
    const dy = points[from]!.y - points[to]!.y;
    // Whoever deals with many would pull them all into one heap: each of many links is weaker.
    const share = 1 / Math.sqrt(Math.max(degrees[from]!, degrees[to]!));
    const force = (Math.hypot(dx, dy) / ideal) * share * (0.4 + 0.6 * Math.sqrt(weight / heaviest));
    moves[from]!.x -= dx * force; moves[from]!.y -= dy * force;
    moves[to]!.x += dx * force; moves[to]!.y += dy * force;
  }
  points.forEach((point, index) => {
    moves[index]!.x -= point.x * 0.6;
    moves[index]!.y -= point.y * 0.6;
  });
}

function move(point: Point, by: Point, step: number): void {
  const length = Math.hypot(by.x, by.y) || 1;
  const distance = Math.min(length, step);
  point.x += (by.x / length) * distance;
  point.y += (by.y / length) * distance;
}

/** Turned so that the longer side lies along the longer side of the figure, and stretched to fill the square. */
function fitted(points: Point[], aspect: number): Point[] {
  const wide = extent(points.map((point) => point.x));
  const high = extent(points.map((point) => point.y));
  const turn = (wide.size > high.size) !== (aspect >= 1);
  const xs = spread(points.map(({ x, y }) => (turn ? y : x)));
  const ys = spread(points.map(({ x, y }) => (turn ? x : y)));
  return points.map((_, index) => ({ x: xs[index]!, y: ys[index]! }));
}

/** Values from 0 to 1, half as they lie and half evenly apart, so that a crowd in the middle can be told apart. */
function spread(values: readonly number[]): number[] {
  const { low, size } = extent(values);
  if (!size) return values.map(() => 0.5);
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const even = new Map(order.map((index, rank) => [index, rank / (values.length - 1)]));
  return values.map((value, index) => ((value - low) / size + even.get(index)!) / 2);
}

function extent(values: readonly number[]): { low: number; size: number } {
  const low = Math.min(...values);
  return { low, size: Math.max(...values) - low };
}
