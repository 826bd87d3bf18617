/** Rows of the page's list follow the selection, and so do its form and its address. */

import { matches, type Fact, type Facts } from "./facts.ts";
import { html } from "./page.ts";
import type { Quad } from "./quads.ts";
import { NOTHING, toAddress, type Chosen, type Selection } from "./selection.ts";
import type { Wording } from "./wording/index.ts";

/** Ties rows, form fields, the address and a line that says what is selected to the selection. */
export function tieRows(selection: Selection, facts: Facts, wording: Wording): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-event]")];
  const line = html("p", { class: "sv-line", role: "status" });
  place(line, rows);
  const isSearch = document.querySelector(`main form [name=since]`) !== null;
  let asked = selection.chosen; // what the server has already narrowed the page to
  selection.follow((chosen) => {
    const more = beyond(chosen, asked);
    const isMore = Object.values(more).some((value) => value !== null);
    const shown = rows.filter((row) => show(row, matches(factOf(row, facts), more), isMore)).length;
    if (isSearch && chosen !== asked) {
      keepInAddress(chosen);
      fillForm(chosen);
    }
    const address = isSearch ? toAddress(location.href, chosen) : eventsAddress(chosen);
    describe(line, chosen, asked, { count: rows.length, shown, address }, selection, wording);
  });
}

/** What the server has not asked for itself: its own filter knows more (undated events, countries of actors). */
function beyond(chosen: Chosen, asked: Chosen): Chosen {
  const same = chosen.since === asked.since && chosen.until === asked.until;
  return {
    ...chosen,
    since: same ? null : chosen.since,
    until: same ? null : chosen.until,
    place: chosen.place === asked.place ? null : chosen.place,
  };
}

function show(row: HTMLElement, inside: boolean, isMore: boolean): boolean {
  row.hidden = !inside;
  row.toggleAttribute("data-brushed", inside && isMore);
  return inside;
}

function factOf(row: HTMLElement, facts: Facts): Fact {
  const { event = "", day, place, country, quad } = row.dataset;
  const known = facts.get(event);
  return {
    day: day || known?.day || null,
    place: place || known?.place || null,
    country: country || known?.country || null,
    quad: quad ? (Number(quad) as Quad) : known?.quad ?? null,
  };
}

function place(line: HTMLElement, rows: readonly HTMLElement[]): void {
  const view = document.querySelector("[data-view=timeline], [data-view]");
  if (view) view.after(line);
  else (rows[0]?.closest("table, ol, ul") ?? rows[0])?.before(line);
}

let pending = 0;

/** Writes the selection into the address once it rests: browsers refuse more than a hundred changes in half a minute. */
function keepInAddress(chosen: Chosen): void {
  window.clearTimeout(pending);
  pending = window.setTimeout(() => history.replaceState(history.state, "", toAddress(location.href, chosen)), 200);
}

function fillForm(chosen: Chosen): void {
  for (const name of ["since", "until", "place"] as const) {
    for (const field of document.querySelectorAll<HTMLInputElement>(`main form input[name=${name}]`)) {
      field.value = chosen[name] ?? "";
    }
  }
}

function describe(
  line: HTMLElement, chosen: Chosen, asked: Chosen,
  { count, shown, address }: { count: number; shown: number; address: string | null }, selection: Selection, wording: Wording,
): void {
  const isAsWas = (Object.keys(NOTHING) as (keyof Chosen)[]).every((key) => chosen[key] === asked[key]);
  if (isAsWas) return line.replaceChildren();
  const parts: (Node | string)[] = [summary(chosen, wording)];
  if (count) parts.push(wording.say("rows", { count, shown }));
  if (address !== null) parts.push(html("a", { href: address }, wording.say("searchAll")));
  const clear = html("button", { type: "button", class: "sv-button" }, wording.say("clear"));
  clear.addEventListener("click", () => selection.clear());
  line.replaceChildren(...parts.filter(Boolean).map((part) => html("span", {}, part)), clear);
}

/** "1 July 2023 to 5 July 2023, Hodeida, material conflict". */
export function summary({ since, until, place, quad }: Chosen, wording: Wording): string {
  const parts: string[] = [];
  if (since !== null && until !== null && since !== until) {
    parts.push(wording.say("chosenRange", { since: wording.day(since), until: wording.day(until) }));
  } else if (since !== null || until !== null) {
    parts.push(wording.day(since ?? until ?? ""));
  }
  if (place !== null) parts.push(place);
  if (quad !== null) parts.push(wording.quad(quad));
  return parts.join(", ");
}

/** The list of events in the selection, for pages that are no search themselves. */
function eventsAddress(chosen: Chosen): string | null {
  const events = document.querySelector<HTMLAnchorElement>("a[data-key=e]");
  return events ? toAddress(events.href, chosen) : null;
}
