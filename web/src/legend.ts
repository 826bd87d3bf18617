/** The colours' meaning, as buttons: each shows its class alone in all views. */

import { html } from "./page.ts";
import { QUADS } from "./quads.ts";
import type { Selection } from "./selection.ts";
import type { Wording } from "./wording/index.ts";

export function legend(selection: Selection, wording: Wording): HTMLElement {
  const buttons = QUADS.map((quad) => {
    const swatch = html("span", { class: `sv-swatch sv-quad-${quad}`, "aria-hidden": "true" });
    const button = html("button", { type: "button", class: "sv-key" }, swatch, wording.quad(quad));
    button.addEventListener("click", () => selection.toggle("quad", quad));
    return button;
  });
  selection.follow(({ quad }) => {
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(quad === index + 1)));
  });
  return html("div", { class: "sv-legend", role: "group", "aria-label": wording.say("quadFilter") }, ...buttons);
}
