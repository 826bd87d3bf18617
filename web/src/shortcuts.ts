/** The keyboard: what the page names as data-key and data-shortcut, moving over rows, and a list of it all under "?". */

import { KeyReader } from "./keys.ts";
import { html, isTyping } from "./page.ts";
import type { Selection } from "./selection.ts";
import type { Wording } from "./wording/index.ts";

const ROWS = "[data-item], [data-event]";
const TURNED_OFF = "selon.keys-off"; // whoever dictates or types in odd ways can turn single keys off (WCAG 2.1.4)

type Action = () => void;

export function listenToKeys(selection: Selection, wording: Wording): void {
  const reader = new KeyReader();
  let help: HTMLDialogElement | null = null;
  const own: Record<string, Action> = {
    j: () => step(1),
    k: () => step(-1),
    Enter: openRow,
    "/": focusSearch,
    "?": () => (help ??= helpDialog(wording)).showModal(),
    Escape: () => selection.clear(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || help?.open) return;
    if (event.key === "Escape" && document.activeElement instanceof HTMLElement && isTyping(event.target)) {
      document.activeElement.blur();
      return;
    }
    if (isTyping(event.target) || (event.key === "Enter" && !onRow(event.target))) return;
    if (isOff() && !["Escape", "Enter", "?"].includes(event.key)) return;
    const named = namedActions();
    const known = new Set([...named.keys(), ...Object.keys(own)]);
    const shortcut = reader.read(event.key, event.timeStamp, known);
    if (shortcut === null) return;
    event.preventDefault();
    (named.get(shortcut) ?? own[shortcut])?.();
  });
}

// ------------------------------------------------------------------------------------------- what the page names

interface Named {
  readonly shortcut: string;
  readonly element: HTMLElement;
}

/** Elements that a shortcut clicks: those of the current row before those of the page, hidden ones never. */
function namedElements(): Named[] {
  const elements = [...document.querySelectorAll<HTMLElement>("[data-key], [data-shortcut]")].filter(isVisible);
  const current = currentRow();
  elements.sort((a, b) => Number(current?.contains(b) ?? false) - Number(current?.contains(a) ?? false));
  return elements.map((element) => ({ shortcut: element.dataset["shortcut"] ?? `g ${element.dataset["key"]}`, element }));
}

function namedActions(): Map<string, Action> {
  const actions = new Map<string, Action>();
  for (const { shortcut, element } of namedElements()) {
    if (!actions.has(shortcut)) actions.set(shortcut, () => activate(element));
  }
  return actions;
}

function activate(element: HTMLElement): void {
  if (element.matches("input:not([type=button], [type=submit], [type=checkbox], [type=radio]), select, textarea")) element.focus();
  else element.click();
}

function isVisible(element: HTMLElement): boolean {
  return element.checkVisibility?.() ?? element.offsetParent !== null;
}

// ------------------------------------------------------------------------------------------- rows

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ROWS)].filter(isVisible);
}

function currentRow(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-current]");
}

function onRow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target === document.body || target.matches(ROWS));
}

function step(by: 1 | -1): void {
  const all = rows();
  const now = currentRow();
  const index = now ? all.indexOf(now) : -1;
  const next = all[index === -1 ? (by === 1 ? 0 : all.length - 1) : Math.min(Math.max(index + by, 0), all.length - 1)];
  if (!next) return;
  now?.removeAttribute("data-current");
  next.setAttribute("data-current", "");
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", behavior: isCalm() ? "auto" : "smooth" });
}

function isCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function openRow(): void {
  currentRow()?.querySelector<HTMLAnchorElement>("a[href]")?.click();
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("[data-search], main input[type=search], input[type=search], input[name=text]");
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
  field?.select();
}

// ------------------------------------------------------------------------------------------- help

function isOff(): boolean {
  try {
    return localStorage.getItem(TURNED_OFF) !== null;
  } catch {
    return false; // storage is blocked
  }
}

function turn(on: boolean): void {
  try {
    if (on) localStorage.removeItem(TURNED_OFF);
    else localStorage.setItem(TURNED_OFF, "1");
  } catch {
    // storage is blocked: the choice lasts no longer than it was on screen
  }
}

function helpDialog(wording: Wording): HTMLDialogElement {
  const list = html("dl", { class: "sv-keys" });
  const box = html("input", { type: "checkbox" });
  box.addEventListener("change", () => turn(box.checked));
  const close = html("button", { type: "button", class: "sv-button" }, wording.say("close"));
  const dialog = html(
    "dialog", { class: "sv-help", "aria-labelledby": "sv-help-title" },
    html("h2", { id: "sv-help-title" }, wording.say("keys")), list,
    html("p", {}, html("label", {}, box, " ", wording.say("keysOn"))), ...moreHelp(), close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  const show = dialog.showModal.bind(dialog);
  dialog.showModal = () => {
    box.checked = !isOff();
    list.replaceChildren(...entries(wording));
    show();
  };
  document.body.append(dialog);
  return dialog;
}

/** The page's own link to its help, once more. */
function moreHelp(): HTMLElement[] {
  const link = document.querySelector<HTMLAnchorElement>("a[data-help]");
  return link ? [html("p", {}, html("a", { href: link.href }, link.textContent?.trim() ?? ""))] : [];
}

function entries(wording: Wording): HTMLElement[] {
  const lines = new Map<string, string>([
    ["j", wording.say("keyNext")], ["k", wording.say("keyPrevious")], ["Enter", wording.say("keyOpen")],
    ["/", wording.say("keySearch")], ["Esc", wording.say("keyClear")], ["?", wording.say("keyHelp")],
  ]);
  for (const { shortcut, element } of namedElements()) {
    if (!lines.has(shortcut)) lines.set(shortcut, nameOf(element));
  }
  return [...lines].flatMap(([shortcut, name]) => [html("dt", {}, ...keyCaps(shortcut, wording)), html("dd", {}, name)]);
}

function keyCaps(shortcut: string, wording: Wording): (Node | string)[] {
  return shortcut.split(" ").flatMap((key, index) =>
    index ? [` ${wording.say("then")} `, html("kbd", {}, key)] : [html("kbd", {}, key)]);
}

function nameOf(element: HTMLElement): string {
  return element.dataset["shortcutName"] ?? element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
}
