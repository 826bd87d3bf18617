/** The world's countries, from world-atlas (Natural Earth, public domain), 1:110 million. */

import type { Feature, Geometry } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json" with { type: "json" };
import codes from "./codes.json" with { type: "json" };

export interface Country {
  readonly code: string | null; // ISO 3166-1 alpha-3
  readonly short: string | null; // alpha-2, for its name in the reader's language
  readonly name: string; // English
  readonly shape: Feature<Geometry>;
}

type Named = { name: string };
// JSON gives arcs as plain arrays, which the types of the format are stricter about.
const topology = atlas as unknown as Topology<{ countries: GeometryCollection<Named> }>;

const ANTARCTICA = "ATA"; // a fifth of the map, and hardly ever in the news
// Natural Earth draws these apart without a code of the standard: they go by the codes of the catalogue.
const UNCODED: Record<string, string> = { Kosovo: "XKX XK", "N. Cyprus": "CYP CY", Somaliland: "SOM SO" };

export function countries(): Country[] {
  const shapes = feature(topology, topology.objects.countries).features;
  return shapes.map((shape) => {
    const name = (shape.properties as Named).name;
    const known = (codes as Record<string, string>)[String(shape.id)] ?? UNCODED[name];
    const [code = null, short = null] = known?.split(" ") ?? [];
    return { code, short, name, shape };
  }).filter(({ code }) => code !== ANTARCTICA);
}

/** The lines between countries, each once. */
export function borders(): Geometry {
  return mesh(topology, topology.objects.countries, (a, b) => a !== b);
}
