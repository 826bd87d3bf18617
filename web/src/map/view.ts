/** Where it happens: a point for each place, as large as its claims are many, in the colour of their leading class. */

import { geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import type { MapData } from "../facts.ts";
import { legend } from "../legend.ts";
import { drawToWidth, html, svg } from "../page.ts";
import { leading, QUADS, total, type Quads } from "../quads.ts";
import type { Chosen, Selection } from "../selection.ts";
import type { Wording } from "../wording/index.ts";
import { byCountry, chosenClaims, claims, spots, type Spot } from "./places.ts";
import { borders, countries, type Country } from "./world.ts";

const WIDTH = 960; // units of the drawing, whatever its width on screen
const HEIGHT = 440;
const LEAST_RATIO = HEIGHT / WIDTH; // height by width on screen
const NARROW_RATIO = 0.72; // on telephones, where the whole width of the world is little
const NARROW_PX = 560;
const MOST_ZOOM = 24;
const LARGEST_PX = 22;
const SMALLEST_PX = 3.5;
const LISTED = 40; // places in the list beside the map

interface Section {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const WHOLE: Section = { x: 0, y: 0, zoom: 1 };

export function showMap(view: HTMLElement, data: MapData, selection: Selection, wording: Wording): void {
  const figure = html("figure", { class: "sv-figure sv-map" });
  view.replaceChildren(figure);
  new WorldMap(figure, spots(data.points), selection, wording, view.getAttribute("aria-label"));
}

class WorldMap {
  readonly #spots: readonly Spot[];
  readonly #selection: Selection;
  readonly #wording: Wording;
  readonly #projection: GeoProjection;
  readonly #countries: readonly Country[] = countries();
  readonly #svg: SVGSVGElement;
  readonly #world = svg("g", { class: "sv-world" });
  readonly #points = svg("g", { class: "sv-points" });
  readonly #caption = html("figcaption", { class: "sv-caption" });
  readonly #list = html("ul", { class: "sv-places" });
  readonly #most: number;
  #section: Section = WHOLE;
  #pixels = WIDTH; // width on screen
  #ratio = LEAST_RATIO;
  #isMoved = false; // by the reader; until then it shows where things happen

  constructor(figure: HTMLElement, all: readonly Spot[], selection: Selection, wording: Wording, label: string | null) {
    this.#spots = all;
    this.#selection = selection;
    this.#wording = wording;
    this.#most = Math.max(1, ...all.map((spot) => total(claims(spot.points))));
    this.#projection = geoNaturalEarth1().fitExtent(
      [[4, 4], [WIDTH - 4, HEIGHT - 4]], { type: "FeatureCollection", features: this.#countries.map(({ shape }) => shape) });
    this.#svg = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label ?? wording.say("map") });
    this.#drawWorld();
    this.#svg.append(this.#world, this.#points);
    const frame = html("div", { class: "sv-frame" }, this.#svg, this.#buttons());
    // The timeline of the page has the same legend, and one place alone needs none.
    if (!document.querySelector(".sv-timeline") && all.length > 1) figure.append(legend(selection, wording));
    figure.append(frame, this.#caption, this.#listing());
    this.#drag();
    drawToWidth(frame, (width) => {
      this.#pixels = width;
      this.#ratio = width < NARROW_PX ? NARROW_RATIO : LEAST_RATIO;
      this.#look(this.#isMoved ? this.#section : this.#around());
    });
    selection.follow((chosen) => this.#show(chosen));
  }

  // ----------------------------------------------------------------------------------------- drawing

  #drawWorld(): void {
    const path = geoPath(this.#projection).digits(1);
    for (const country of this.#countries) {
      const shape = svg("path", { class: "sv-country", d: path(country.shape), "data-code": country.code });
      shape.addEventListener("pointerenter", () => this.#tell(country));
      shape.addEventListener("pointerleave", () => this.#tell(null));
      shape.addEventListener("click", () => country.code && this.#toggle(country.code));
      this.#world.append(shape);
    }
    this.#world.append(svg("path", { class: "sv-borders", d: path(borders()) }));
  }

  #show(chosen: Chosen): void {
    const sums = byCountry(this.#spots, { ...chosen, place: null });
    for (const shape of this.#world.querySelectorAll(".sv-country")) {
      const code = shape.getAttribute("data-code");
      shape.classList.toggle("sv-has", code !== null && total(sums.get(code) ?? [0, 0, 0, 0]) > 0);
      shape.classList.toggle("sv-picked", code !== null && code === chosen.place);
    }
    this.#drawPoints(chosen);
    this.#fillList(chosen);
    this.#tell(null);
  }

  #drawPoints(chosen: Chosen): void {
    const circles = this.#spots.flatMap((spot) => {
      const at = this.#projection([spot.lon, spot.lat]);
      const here = chosenClaims(spot.points, { ...chosen, place: null });
      if (!at || !total(here)) return [];
      const isOut = chosen.place !== null && chosen.place !== spot.name && chosen.place !== spot.country;
      const circle = svg(
        "circle", { class: `sv-point sv-quad-${leading(here)}${isOut ? " sv-out" : ""}`, cx: at[0], cy: at[1], "data-n": total(here) },
        svg("title", {}, this.#words(spot.name, here)));
      circle.addEventListener("click", () => this.#toggle(spot.name));
      return [circle];
    });
    this.#points.replaceChildren(...circles);
    this.#size();
  }

  /** Points keep their size on screen, whatever the zoom and the width of the page. */
  #size(): void {
    const unit = WIDTH / this.#pixels / this.#section.zoom;
    const largest = Math.min(LARGEST_PX, this.#pixels / 30);
    for (const circle of this.#points.children) {
      const share = Math.sqrt(Number(circle.getAttribute("data-n")) / this.#most);
      circle.setAttribute("r", String(unit * (SMALLEST_PX + share * (largest - SMALLEST_PX))));
    }
  }

  #words(name: string, quads: Quads): string {
    const parts = QUADS.filter((quad) => total(quads, quad) > 0)
      .map((quad) => `${this.#wording.quad(quad)}: ${this.#wording.number(total(quads, quad))}`);
    return [`${name}: ${this.#wording.count("claims", total(quads))}`, ...parts].join("\n");
  }

  /** Says under the map what the pointer is on; else what is picked. */
  #tell(country: Country | null): void {
    const { chosen } = this.#selection;
    if (country === null) {
      const all = chosenClaims(this.#spots.flatMap((spot) => spot.points), chosen);
      this.#caption.textContent = this.#wording.count("claims", total(all));
      return;
    }
    const sum = country.code === null ? null : byCountry(this.#spots, { ...chosen, place: null }).get(country.code) ?? null;
    const words = sum && total(sum) ? this.#wording.count("claims", total(sum)) : this.#wording.say("noClaims");
    this.#caption.textContent = `${this.#countryName(country)}: ${words}`;
  }

  #countryName(country: Country): string {
    return country.short ? this.#wording.country(country.short, country.name) : country.name;
  }

  #toggle(place: string): void {
    this.#selection.toggle("place", place);
  }

  // ----------------------------------------------------------------------------------------- list

  /** The same as a list of buttons, for the keyboard and for readers who do not see the map. */
  #listing(): HTMLElement {
    return html("details", { class: "sv-listing" }, html("summary", {}, this.#wording.say("places")), this.#list);
  }

  #fillList(chosen: Chosen): void {
    const open = { ...chosen, place: null };
    const entries = [
      ...[...byCountry(this.#spots, open)].map(([code, quads]) => ({ key: code, name: this.#nameOf(code), quads })),
      ...this.#spots.map((spot) => ({ key: spot.name, name: spot.name, quads: chosenClaims(spot.points, open) })),
    ].filter(({ quads }) => total(quads) > 0).sort((a, b) => total(b.quads) - total(a.quads));
    const focused = this.#list.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key-of") : null;
    const seen = new Set<string>();
    const items = entries.filter(({ name }) => !seen.has(name) && seen.add(name)).slice(0, LISTED).map((entry) => {
      const button = html(
        "button", { type: "button", class: "sv-key", "aria-pressed": String(chosen.place === entry.key), "data-key-of": entry.key },
        html("span", { class: `sv-swatch sv-quad-${leading(entry.quads)}`, "aria-hidden": "true" }),
        `${entry.name}: ${this.#wording.count("claims", total(entry.quads))}`);
      button.addEventListener("click", () => this.#toggle(entry.key));
      return html("li", {}, button);
    });
    this.#list.replaceChildren(...items);
    if (focused) [...this.#list.querySelectorAll("button")].find((button) => button.dataset["keyOf"] === focused)?.focus();
  }

  #nameOf(code: string): string {
    const country = this.#countries.find((each) => each.code === code);
    return country ? this.#countryName(country) : code;
  }

  // ----------------------------------------------------------------------------------------- looking closer

  /** The section that holds all places with some room around them. */
  #around(): Section {
    const at = this.#spots.map((spot) => this.#projection([spot.lon, spot.lat])).filter((point) => point !== null);
    if (!at.length) return WHOLE;
    const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs) - 60, Math.max(...xs) + 60, Math.min(...ys) - 40, Math.max(...ys) + 40];
    const zoom = Math.min(WIDTH / (right - left), (WIDTH * this.#ratio) / (bottom - top), 6);
    return this.#centred((left + right) / 2, (top + bottom) / 2, zoom);
  }

  #centred(x: number, y: number, zoom: number): Section {
    return { x: x - WIDTH / zoom / 2, y: y - (WIDTH * this.#ratio) / zoom / 2, zoom };
  }

  #look(section: Section): void {
    this.#section = inside(section, this.#ratio);
    const { x, y, zoom } = this.#section;
    this.#svg.setAttribute("viewBox", `${x} ${y} ${WIDTH / zoom} ${(WIDTH * this.#ratio) / zoom}`);
    this.#size();
  }

  #zoom(by: number): void {
    const { x, y, zoom } = this.#section;
    this.#isMoved = true;
    this.#look(this.#centred(
      x + WIDTH / zoom / 2, y + (WIDTH * this.#ratio) / zoom / 2, Math.min(Math.max(zoom * by, 1), MOST_ZOOM)));
  }

  #buttons(): HTMLElement {
    const button = (sign: string, name: string, act: () => void): HTMLButtonElement => {
      const made = html("button", { type: "button", class: "sv-button", "aria-label": name, title: name }, sign);
      made.addEventListener("click", act);
      return made;
    };
    return html(
      "div", { class: "sv-zoom" },
      button("+", this.#wording.say("zoomIn"), () => this.#zoom(2)),
      button("−", this.#wording.say("zoomOut"), () => this.#zoom(0.5)),
      button("⤢", this.#wording.say("wholeWorld"), () => {
        this.#isMoved = true;
        this.#look(WHOLE);
      }));
  }

  /** Moves the map with the pointer. A press that hardly moves stays a click on what is under it. */
  #drag(): void {
    let from: { x: number; y: number; section: Section; moved: boolean } | null = null;
    this.#svg.addEventListener("pointerdown", ({ clientX, clientY, button, pointerType }) => {
      // A finger on the whole world scrolls the page.
      if (button === 0 && (pointerType === "mouse" || this.#section.zoom > 1)) {
        from = { x: clientX, y: clientY, section: this.#section, moved: false };
      }
    });
    this.#svg.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return void (from = null);
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.moved && Math.hypot(dx, dy) < 4) return;
      if (!from.moved) this.#svg.setPointerCapture(event.pointerId);
      from.moved = this.#isMoved = true;
      const unit = WIDTH / this.#pixels / from.section.zoom;
      this.#look({ ...from.section, x: from.section.x - dx * unit, y: from.section.y - dy * unit });
    });
    this.#svg.addEventListener("click", (event) => {
      if (from?.moved) event.stopPropagation();
      from = null;
    }, { capture: true });
  }
}

/** A section that does not leave the world; where it is higher than the world, with the world in its middle. */
function inside({ x, y, zoom }: Section, ratio: number): Section {
  const within = Math.max(zoom, 1);
  const [wide, high] = [WIDTH / within, (WIDTH * ratio) / within];
  const top = high > HEIGHT ? (HEIGHT - high) / 2 : Math.min(Math.max(y, 0), HEIGHT - high);
  return { x: Math.min(Math.max(x, 0), WIDTH - wide), y: top, zoom: within };
}
