/** Small helpers to read a page and to build parts of it. Nothing is ever set as HTML: texts are hostile. */

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number | boolean | null>;

function fill<Kind extends Element>(node: Kind, attributes: Attributes, children: readonly (Node | string)[]): Kind {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: (Node | string)[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** The data that a view names with data-from, or null where the page holds none that can be read. */
export function dataOf<Data>(view: HTMLElement): Data | null {
  const source = document.getElementById(view.dataset["from"] ?? "");
  try {
    return source?.textContent ? (JSON.parse(source.textContent) as Data) : null;
  } catch (problem) {
    console.warn(`selon: the data of ${view.dataset["from"]} cannot be read`, problem);
    return null;
  }
}

/** Draws now and whenever the width of the node changes; `draw` gets the width in CSS pixels. */
export function drawToWidth(node: Element, draw: (width: number) => void): void {
  let last = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width > 0 && width !== last) draw((last = width));
  }).observe(node);
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"));
}
