/**
 * Makes the pages of the workspace come alive. They read well without it: whatever is missing here stays as the server
 * wrote it. What a page does not hold is not loaded.
 */

import "./style.css";
import { tieClaimForm } from "./addclaim.ts";
import { gather, type MapData, type NetworkData, type TimelineData } from "./facts.ts";
import { dataOf } from "./page.ts";
import { tieRows } from "./rows.ts";
import { fromAddress, Selection } from "./selection.ts";
import { listenToKeys } from "./shortcuts.ts";
import { Wording } from "./wording/index.ts";

const view = (name: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-view=${name}]`);

const wording = new Wording(document.documentElement.lang);
const selection = new Selection(fromAddress(location.search));
const [map, timeline, network] = [view("map"), view("timeline"), view("network")];
const mapData = map && dataOf<MapData>(map);
const timelineData = timeline && dataOf<TimelineData>(timeline);
const networkData = network && dataOf<NetworkData>(network);
const facts = gather(mapData, timelineData);

listenToKeys(selection, wording);
tieClaimForm();
if (document.querySelector("[data-view], [data-event]")) tieRows(selection, facts, wording);

void draw();

/** Loads what this page shows. Not awaited at the top: the parts import this module's neighbours back. */
async function draw(): Promise<void> {
  if (timeline && timelineData) {
    const { showTimeline } = await import("./timeline/view.ts");
    showTimeline(timeline, timelineData, facts, selection, wording);
  }
  if (map && mapData) {
    const { showMap } = await import("./map/view.ts");
    showMap(map, mapData, selection, wording);
  }
  if (network && networkData) {
    const { showNetwork } = await import("./network/view.ts");
    showNetwork(network, networkData, selection, wording);
  }
  document.documentElement.setAttribute("data-ready", "");
}
