/** Events over time: cooperation above the line, conflict below it. Dragging chooses a time. */

import { firstDay, matches, type Facts, type TimelineData } from "../facts.ts";
import { legend } from "../legend.ts";
import { drawToWidth, html, svg } from "../page.ts";
import { NONE, QUADS, total, type Day, type Quad, type Quads } from "../quads.ts";
import { NOTHING, type Chosen, type Selection } from "../selection.ts";
import type { Wording } from "../wording/index.ts";
import { bins, ceiling, counted, touched, withoutStragglers, type Bin, type Unit } from "./bins.ts";

const HEIGHT = 190;
const EDGE = { top: 8, right: 10, bottom: 24 };
const DIGIT_PX = 7; // of the scale
const BAR_PX = 7; // the least width of a bar with its gap, so that it can be hit
const LABEL_PX = 78;
const ABOVE: readonly Quad[] = [2, 1]; // from the line outwards: deeds next to it, words further out
const BELOW: readonly Quad[] = [4, 3];

/** What one drawing of the timeline is made of. */
interface Plot {
  readonly width: number;
  readonly left: number; // where the bars begin, right of the scale
  readonly bins: readonly Bin[];
  readonly unit: Unit;
  readonly step: number; // pixels of one bin
  readonly y: (count: number) => number; // positive above the line, negative below
  readonly top: number; // highest count on the scale above, 0 for none
  readonly bottom: number;
}

export function showTimeline(
  view: HTMLElement, data: TimelineData, facts: Facts, selection: Selection, wording: Wording,
): void {
  const { days, left } = withoutStragglers(
    data.buckets.filter(({ quads }) => total(quads)).map(({ start, quads }): Day => [firstDay(start), ...quads]));
  const hint = [wording.say("hint"), left ? wording.count("earlier", left) : ""].join(" ");
  const figure = html("figure", { class: "sv-figure sv-timeline" });
  const frame = html("div", { class: "sv-frame" });
  figure.append(legend(selection, wording), frame, html("figcaption", {}, hint));
  view.replaceChildren(figure);
  if (!days.length) {
    frame.replaceChildren(html("p", {}, wording.say("nothingHere")));
    return;
  }
  let redraw: (chosen: Chosen) => void = () => undefined;
  drawToWidth(frame, (width) => {
    const most = Math.max(4, Math.floor((width - 8 * DIGIT_PX - EDGE.right) / BAR_PX));
    const found = bins(days, most, data.unit);
    redraw = drawing(frame, width, found, facts, selection, wording, view.getAttribute("aria-label"));
    redraw(selection.chosen);
  });
  selection.follow((chosen) => redraw(chosen));
}

/** Draws the whole at one width and returns what shows a selection in it. */
function drawing(
  frame: HTMLElement, width: number, found: { unit: Unit; bins: Bin[] }, facts: Facts, selection: Selection,
  wording: Wording, label: string | null,
): (chosen: Chosen) => void {
  const plot = plotOf(width, found, wording);
  const bars = svg("g", {});
  const brush = new Brush(plot, selection, wording);
  frame.replaceChildren(svg(
    "svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": label ?? wording.say("timeline") },
    ...scale(plot, wording), bars, ...axis(plot, wording), brush.element));
  let drawn: Chosen | null = null;
  return (chosen) => {
    if (drawn === null || drawn.place !== chosen.place || drawn.quad !== chosen.quad) {
      bars.replaceChildren(...stacks(plot, chosen, facts, wording));
    }
    drawn = chosen;
    const range = chosen.since === null && chosen.until === null ? null : touched(plot.bins, chosen.since, chosen.until);
    brush.show(range);
    [...bars.children].forEach((bar) => {
      const index = Number(bar.getAttribute("data-bin"));
      bar.classList.toggle("sv-out", range !== null && (index < range[0] || index > range[1]));
    });
  };
}

function plotOf(width: number, { unit, bins }: { unit: Unit; bins: Bin[] }, wording: Wording): Plot {
  const highest = (quads: readonly Quad[]): number =>
    Math.max(0, ...bins.map((bin) => quads.reduce((sum, quad) => sum + total(bin.quads, quad), 0)));
  const [above, below] = [highest(ABOVE), highest(BELOW)];
  // One scale for both sides, so that equal bars are equal counts; a round number ends the taller side.
  const [top, bottom] = above >= below ? [ceiling(above), below] : [above, ceiling(below)];
  const height = HEIGHT - EDGE.top - EDGE.bottom;
  const perCount = height / Math.max(top + bottom, 1);
  const zero = EDGE.top + top * perCount;
  const left = 14 + DIGIT_PX * Math.max(2, wording.number(Math.max(top, bottom)).length);
  const step = (width - left - EDGE.right) / Math.max(bins.length, 1);
  return { width, left, bins, unit, step, top, bottom, y: (count) => zero - count * perCount };
}

// ------------------------------------------------------------------------------------------- scale and axis

function scale(plot: Plot, wording: Wording): SVGElement[] {
  const ticks = new Set([0, plot.top, -plot.bottom].map((count) => Math.sign(count) * roundDown(Math.abs(count))));
  const apart: number[] = [];
  for (const tick of ticks) {
    if (apart.every((other) => Math.abs(plot.y(other) - plot.y(tick)) >= 12)) apart.push(tick);
  }
  return apart.flatMap((tick) => [
    svg("line", { class: tick ? "sv-grid" : "sv-zero", x1: plot.left, x2: plot.width - EDGE.right, y1: plot.y(tick), y2: plot.y(tick) }),
    svg("text", { class: "sv-tick", x: plot.left - 6, y: plot.y(tick) + 4, "text-anchor": "end" }, wording.number(Math.abs(tick))),
  ]);
}

/** The highest of 1, 2, 3, 4, 5, 6, 8, 10, 20 ... that is no higher than the count. */
function roundDown(count: number): number {
  if (count < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(count));
  return [8, 6, 5, 4, 3, 2, 1].map((step) => step * power).find((value) => value <= count) ?? 0;
}

function axis(plot: Plot, wording: Wording): SVGElement[] {
  const every = Math.max(1, Math.ceil(LABEL_PX / plot.step));
  const labels: SVGElement[] = [];
  for (let index = 0; index < plot.bins.length; index += every) {
    const x = plot.left + index * plot.step;
    const text = tickWords(plot, index, every, wording);
    const isLast = x + LABEL_PX > plot.width - EDGE.right;
    if (isLast && index > 0 && x + LABEL_PX * 0.7 > plot.width) continue;
    labels.push(svg("text", { class: "sv-tick", x, y: HEIGHT - 7 }, text));
  }
  return labels;
}

/** Days and weeks name the year only where it is the first label or the year has changed since the last one. */
function tickWords({ bins, unit }: Plot, index: number, every: number, wording: Wording): string {
  const { start } = bins[index]!;
  if (unit === "month" || unit === "year") return wording.day(start, unit);
  const before = bins[index - every];
  return wording.day(start, before?.start.slice(0, 4) === start.slice(0, 4) ? "short" : "day");
}

// ------------------------------------------------------------------------------------------- bars

function stacks(plot: Plot, chosen: Chosen, facts: Facts, wording: Wording): SVGElement[] {
  const part = chosen.place === null ? null : ofPlace(plot.unit, chosen.place, facts);
  return plot.bins.flatMap((bin, index) => {
    if (!total(bin.quads)) return [];
    const quads = part === null ? bin.quads : part.get(bin.start) ?? NONE;
    const faint = part === null && chosen.quad === null ? [] : stack(plot, index, bin.quads, null, "sv-faint");
    const group = svg("g", { "data-bin": index }, ...faint, ...stack(plot, index, quads, chosen.quad, ""));
    group.append(svg("title", {}, binWords(bin, quads, plot.unit, wording)));
    return [group];
  });
}

function ofPlace(unit: Unit, place: string, facts: Facts): Map<string, Quads> {
  const days: Day[] = [];
  for (const fact of facts.values()) {
    if (fact.day === null || fact.quad === null || !matches(fact, { ...NOTHING, place })) continue;
    days.push([firstDay(fact.day), ...(QUADS.map((quad) => Number(quad === fact.quad)) as unknown as Quads)]);
  }
  return counted(days, unit);
}

function stack(plot: Plot, index: number, quads: Quads, only: Quad | null, extra: string): SVGElement[] {
  const gap = plot.step > 4 ? 1 : 0;
  const x = plot.left + index * plot.step + gap / 2;
  const width = Math.max(1, Math.min(plot.step - gap, 48));
  const parts: SVGElement[] = [];
  for (const [side, sign] of [[ABOVE, 1], [BELOW, -1]] as const) {
    let base = 0;
    for (const quad of side) {
      const count = only === null || only === quad ? total(quads, quad) : 0;
      if (!count) continue;
      const edges = [plot.y(sign * base), plot.y(sign * (base + count))];
      const [y, height] = [Math.min(...edges), Math.abs(edges[1]! - edges[0]!)];
      parts.push(svg("rect", { class: `sv-bar sv-quad-${quad} ${extra}`.trim(), x, y, width, height: Math.max(height, 1) }));
      base += count;
    }
  }
  return parts;
}

function binWords(bin: Bin, quads: Quads, unit: Unit, wording: Wording): string {
  const counts = QUADS.filter((quad) => total(quads, quad) > 0)
    .map((quad) => `${wording.quad(quad)}: ${wording.number(total(quads, quad))}`);
  return [spanWords(bin, unit, wording), ...counts].join("\n");
}

function spanWords(bin: Bin, unit: Unit, wording: Wording): string {
  if (unit !== "week") return wording.day(bin.start, unit);
  return wording.say("chosenRange", { since: wording.day(bin.start, "short"), until: wording.day(bin.end) });
}

// ------------------------------------------------------------------------------------------- brush

/** A range of bins that is drawn with the pointer or moved at its ends with the keyboard. */
class Brush {
  readonly element = svg("g", { class: "sv-brush" });
  readonly #plot: Plot;
  readonly #selection: Selection;
  readonly #wording: Wording;
  readonly #area = svg("rect", { class: "sv-chosen", y: EDGE.top, height: HEIGHT - EDGE.top - EDGE.bottom });
  readonly #ends: readonly [SVGGElement, SVGGElement];
  #range: [number, number] | null = null;

  constructor(plot: Plot, selection: Selection, wording: Wording) {
    this.#plot = plot;
    this.#selection = selection;
    this.#wording = wording;
    this.#ends = [this.#end(0), this.#end(1)];
    const field = svg("rect", {
      class: "sv-field", x: plot.left, y: 0, width: Math.max(plot.width - plot.left - EDGE.right, 1), height: HEIGHT,
    });
    // The field lies over the bars and takes their tooltips: it tells what lies under the pointer itself.
    const tip = svg("title", {});
    field.append(tip);
    field.addEventListener("pointermove", (event) => (tip.textContent = this.#tip(event)));
    field.addEventListener("pointerdown", (event) => this.#drag(event, field));
    this.element.append(this.#area, field, ...this.#ends);
    this.show(null);
  }

  show(range: [number, number] | null): void {
    this.#range = range;
    const { left, step, width, bins } = this.#plot;
    const [first, last] = range ?? [0, bins.length - 1];
    const [x1, x2] = [left + first * step, left + (last + 1) * step];
    this.#area.setAttribute("x", String(x1));
    this.#area.setAttribute("width", String(x2 - x1));
    this.#area.classList.toggle("sv-none", range === null);
    this.#ends.forEach((end, side) => {
      const index = side ? last : first;
      end.setAttribute("transform", `translate(${Math.min(side ? x2 : x1, width)} 0)`);
      end.classList.toggle("sv-idle", range === null);
      end.setAttribute("aria-valuenow", String(index));
      end.setAttribute("aria-valuetext", this.#wording.day(side ? bins[index]!.end : bins[index]!.start));
    });
  }

  #choose(first: number, last: number): void {
    const { bins } = this.#plot;
    const whole = first === 0 && last === bins.length - 1;
    this.#selection.change(whole ? { since: null, until: null } : { since: bins[first]!.start, until: bins[last]!.end });
  }

  #indexAt(event: PointerEvent): number {
    const edge = this.element.ownerSVGElement?.getBoundingClientRect().left ?? 0;
    const index = Math.floor((event.clientX - edge - this.#plot.left) / this.#plot.step);
    return Math.min(Math.max(index, 0), this.#plot.bins.length - 1);
  }

  #tip(event: PointerEvent): string {
    const bin = this.#plot.bins[this.#indexAt(event)]!;
    return binWords(bin, bin.quads, this.#plot.unit, this.#wording);
  }

  #drag(event: PointerEvent, field: SVGRectElement): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const start = this.#indexAt(event);
    let now = start;
    let frame = 0; // all views follow: once a frame is enough
    const choose = (): void => this.#choose(Math.min(start, now), Math.max(start, now));
    const follow = (moved: PointerEvent): void => {
      now = this.#indexAt(moved);
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(choose);
    };
    const stop = (): void => {
      cancelAnimationFrame(frame);
      choose();
      field.removeEventListener("pointermove", follow);
      field.removeEventListener("pointerup", stop);
      field.removeEventListener("pointercancel", stop);
    };
    field.setPointerCapture(event.pointerId);
    field.addEventListener("pointermove", follow);
    field.addEventListener("pointerup", stop);
    field.addEventListener("pointercancel", stop);
    choose();
  }

  #end(side: 0 | 1): SVGGElement {
    const middle = (HEIGHT - EDGE.bottom + EDGE.top) / 2;
    const end = svg(
      "g", {
        class: "sv-end", role: "slider", tabindex: 0, "aria-label": this.#wording.say(side ? "to" : "from"),
        "aria-valuemin": 0, "aria-valuemax": this.#plot.bins.length - 1,
      },
      svg("line", { y1: EDGE.top, y2: HEIGHT - EDGE.bottom }),
      svg("rect", { x: -5, y: middle - 13, width: 10, height: 26, rx: 3 }));
    end.addEventListener("keydown", (event) => this.#key(event, side));
    end.addEventListener("pointerdown", (event) => this.#dragEnd(event, end, side));
    return end;
  }

  #key(event: KeyboardEvent, side: 0 | 1): void {
    const far = Math.max(1, Math.round(this.#plot.bins.length / 10));
    const steps: Record<string, number> = {
      ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -far, PageUp: far, Home: -Infinity, End: Infinity,
    };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.#moveEnd(side, (this.#range ?? [0, this.#plot.bins.length - 1])[side] + by);
  }

  #dragEnd(event: PointerEvent, end: SVGGElement, side: 0 | 1): void {
    event.preventDefault();
    end.focus();
    end.setPointerCapture(event.pointerId);
    end.onpointermove = (moved) => this.#moveEnd(side, this.#indexAt(moved));
    end.onpointerup = end.onpointercancel = () => (end.onpointermove = null);
  }

  #moveEnd(side: 0 | 1, to: number): void {
    const [first, last] = this.#range ?? [0, this.#plot.bins.length - 1];
    if (side) this.#choose(first, Math.min(Math.max(to, first), this.#plot.bins.length - 1));
    else this.#choose(Math.max(Math.min(to, last), 0), last);
  }
}

