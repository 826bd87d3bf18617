/** Who deals with whom. Places of the nodes are computed once; what is chosen fades the rest. */

import type { NetworkData } from "../facts.ts";
import { legend } from "../legend.ts";
import { drawToWidth, html, svg } from "../page.ts";
import { leading, QUADS, total, type Quads } from "../quads.ts";
import type { Selection } from "../selection.ts";
import type { Wording } from "../wording/index.ts";
import { deals, type Deal } from "./deals.ts";
import { layout, type Point } from "./layout.ts";

const ASPECT = 1.8;
const LEAST_HEIGHT = 300;
const MOST_HEIGHT = 520;
const MARGIN = { x: 58, y: 30 };
const ARROW_PX = 6;
const NODE_PX = 13; // of the width for each node: on a narrow screen only the busiest have room

type Node = NetworkData["nodes"][number];

export function showNetwork(view: HTMLElement, data: NetworkData, selection: Selection, wording: Wording): void {
  const figure = html("figure", { class: "sv-figure sv-network" });
  const frame = html("div", { class: "sv-frame" });
  figure.append(legend(selection, wording), frame);
  view.replaceChildren(figure);
  if (!data.nodes.length) {
    frame.append(html("p", {}, wording.say("nothingHere")));
    return;
  }
  const network = new Network(frame, data, wording, view.getAttribute("aria-label"));
  drawToWidth(frame, (width) => {
    network.draw(width);
    network.show(deals(data, selection.chosen));
  });
  selection.follow((chosen) => network.show(deals(data, chosen)));
}

class Network {
  readonly #frame: HTMLElement;
  readonly #data: NetworkData;
  readonly #wording: Wording;
  readonly #label: string;
  readonly #busiest: readonly Node[];
  readonly #all: readonly Deal[];
  readonly #heaviest: number;
  #shown: readonly Node[] = [];
  #places = new Map<string, Point>();
  readonly #edges = svg("g", { class: "sv-edges" });
  readonly #nodes = svg("g", { class: "sv-nodes" });
  #at: (id: string) => Point | null = () => null;
  #deals: readonly Deal[] = [];

  constructor(frame: HTMLElement, data: NetworkData, wording: Wording, label: string | null) {
    this.#frame = frame;
    this.#data = data;
    this.#wording = wording;
    this.#label = label ?? wording.say("network");
    this.#busiest = [...data.nodes].sort((a, b) => b.n - a.n);
    this.#all = deals(data, { since: null, until: null, quad: null });
    this.#heaviest = Math.max(1, ...this.#all.map(({ quads }) => total(quads)));
  }

  /** Takes as many nodes as have room, the busiest first, and finds their places; the same number has the same places. */
  #take(count: number): void {
    if (this.#shown.length === Math.min(count, this.#busiest.length)) return;
    this.#shown = this.#busiest.slice(0, count);
    const index = new Map(this.#shown.map((node, at) => [node.id, at]));
    const links = this.#all.flatMap(({ from, to, quads }) => {
      const [a, b] = [index.get(from), index.get(to)];
      return a === undefined || b === undefined ? [] : [{ from: a, to: b, weight: total(quads) }];
    });
    const points = layout(this.#shown.length, links, ASPECT);
    this.#places = new Map(this.#shown.map((node, at) => [node.id, points[at]!]));
  }

  draw(width: number): void {
    const height = Math.min(Math.max(width / ASPECT, LEAST_HEIGHT), MOST_HEIGHT);
    const wide = Math.max(width - 2 * MARGIN.x, 1);
    this.#take(Math.max(8, Math.floor(width / NODE_PX)));
    this.#at = (id) => {
      const place = this.#places.get(id);
      return place ? { x: MARGIN.x + place.x * wide, y: MARGIN.y + place.y * (height - 2 * MARGIN.y) } : null;
    };
    this.#nodes.replaceChildren(...this.#shown.map((node) => this.#node(node)));
    this.#spread(width);
    this.#frame.replaceChildren(svg(
      "svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": this.#label }, this.#edges, this.#nodes));
  }

  show(found: readonly Deal[]): void {
    this.#deals = found;
    // Lightest first, so that the heavy ones lie on top.
    this.#edges.replaceChildren(...found.toReversed().flatMap((deal) => this.#edge(deal)));
    const active = new Set(found.flatMap(({ from, to }) => [from, to]));
    for (const node of this.#nodes.children) {
      const id = node.getAttribute("data-id") ?? "";
      node.classList.toggle("sv-out", !active.has(id));
      node.querySelector("title")!.textContent = this.#nodeWords(id);
    }
  }

  // ----------------------------------------------------------------------------------------- nodes

  #node(node: Node): SVGElement {
    const at = this.#at(node.id) ?? { x: 0, y: 0 };
    const most = Math.max(1, this.#busiest[0]?.n ?? 1);
    const radius = 4 + 7 * Math.sqrt(node.n / most);
    const attributes = { class: "sv-node", transform: `translate(${at.x} ${at.y})`, "data-id": node.id };
    const parts = [
      svg("title", {}),
      svg("circle", { r: radius }),
      svg("text", { y: radius + 13, "text-anchor": "middle" }, shortened(node.label)),
    ];
    const made = node.url
      ? svg("a", { ...attributes, href: node.url }, ...parts)
      : svg("g", { ...attributes, role: "img" }, ...parts);
    made.addEventListener("pointerenter", () => this.#light(node.id));
    made.addEventListener("focus", () => this.#light(node.id));
    made.addEventListener("pointerleave", () => this.#light(null));
    made.addEventListener("blur", () => this.#light(null));
    return made;
  }

  /** Hides names that would lie on those of busier nodes; they show while one looks at the node. */
  #spread(width: number): void {
    const taken: { x: number; y: number; half: number }[] = [];
    for (const { id, label } of this.#shown) {
      const at = this.#at(id)!;
      const half = (shortened(label).length * 6.6) / 2 + 3;
      const isFree = taken.every((other) => Math.abs(other.y - at.y) > 16 || Math.abs(other.x - at.x) > other.half + half);
      if (isFree) taken.push({ ...at, half });
      const node = [...this.#nodes.children].find((each) => each.getAttribute("data-id") === id);
      node?.classList.toggle("sv-unnamed", !isFree);
      const shift = Math.max(half - at.x, 0) - Math.max(at.x + half - width, 0);
      node?.querySelector("text")?.setAttribute("x", String(shift));
    }
  }

  #light(id: string | null): void {
    const near = new Set(this.#deals.filter(({ from, to }) => from === id || to === id).flatMap(({ from, to }) => [from, to]));
    for (const node of this.#nodes.children) {
      node.classList.toggle("sv-dim", id !== null && id !== node.getAttribute("data-id") && !near.has(node.getAttribute("data-id") ?? ""));
    }
    for (const edge of this.#edges.children) {
      const touches = edge.getAttribute("data-from") === id || edge.getAttribute("data-to") === id;
      edge.classList.toggle("sv-dim", id !== null && !touches);
    }
  }

  #name(id: string): string {
    return this.#data.nodes.find((node) => node.id === id)?.label ?? id;
  }

  #nodeWords(id: string): string {
    const own = this.#deals.filter(({ from, to }) => from === id || to === id);
    const count = own.reduce((sum, { quads }) => sum + total(quads), 0);
    return `${this.#name(id)}: ${count ? this.#wording.count("events", count) : this.#wording.say("noEvents")}`;
  }

  // ----------------------------------------------------------------------------------------- edges

  /** A bent line with an arrow at the one it is done to: the two directions of a pair lie side by side. */
  #edge({ from, to, quads }: Deal): SVGElement[] {
    const [a, b] = [this.#at(from), this.#at(to)];
    if (!a || !b) return [];
    const share = Math.sqrt(total(quads) / this.#heaviest);
    const width = 1 + 4 * share;
    const line = svg(
      "g", { class: `sv-edge sv-quad-${leading(quads)}`, "data-from": from, "data-to": to, opacity: 0.5 + 0.4 * share },
      svg("title", {}, this.#edgeWords(from, to, quads)),
      ...(from === to ? [loop(a, width)] : arrow(a, b, width)));
    return [line];
  }

  #edgeWords(from: string, to: string, quads: Quads): string {
    const counts = QUADS.filter((quad) => total(quads, quad) > 0)
      .map((quad) => `${this.#wording.quad(quad)}: ${this.#wording.number(total(quads, quad))}`);
    return [this.#wording.say("towards", { from: this.#name(from), to: this.#name(to) }), ...counts].join("\n");
  }
}

function shortened(label: string): string {
  const letters = [...label];
  return letters.length > 22 ? `${letters.slice(0, 21).join("")}…` : label;
}

function arrow(a: Point, b: Point, width: number): SVGElement[] {
  const distance = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const bend = Math.min(distance * 0.14, 26);
  const control = {
    x: (a.x + b.x) / 2 + ((b.y - a.y) / distance) * bend,
    y: (a.y + b.y) / 2 - ((b.x - a.x) / distance) * bend,
  };
  const reach = Math.hypot(b.x - control.x, b.y - control.y) || 1;
  const along = { x: (b.x - control.x) / reach, y: (b.y - control.y) / reach };
  const tip = { x: b.x - along.x * 12, y: b.y - along.y * 12 };
  const size = ARROW_PX + width;
  const base = { x: tip.x - along.x * size, y: tip.y - along.y * size };
  const [left, right] = [1, -1].map((side) => `${base.x - along.y * side * size * 0.5},${base.y + along.x * side * size * 0.5}`);
  return [
    svg("path", { class: "sv-stroke", d: `M${a.x},${a.y}Q${control.x},${control.y} ${base.x},${base.y}`, "stroke-width": width }),
    svg("path", { class: "sv-head", d: `M${tip.x},${tip.y}L${left}L${right}Z` }),
  ];
}

function loop({ x, y }: Point, width: number): SVGElement {
  return svg("path", { class: "sv-stroke", d: `M${x},${y}c-26,-30 26,-30 0,0`, "stroke-width": width });
}
