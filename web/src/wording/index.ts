/** The bundle's few words, numbers and dates in the language of the page. */

import en from "./en.json" with { type: "json" };
import fr from "./fr.json" with { type: "json" };

type Words = typeof en;
type Plain = { [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];
type Counted = { [Key in keyof Words]: Words[Key] extends { one: string; other: string } ? Key : never }[keyof Words];
type Values = Record<string, string | number>;

type DateStyle = "day" | "short" | "month" | "year";

const DATE_PARTS: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "short", year: "numeric" },
  short: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
  year: { year: "numeric" },
};
const LANGUAGES: Record<string, Words> = { en, fr };

export class Wording {
  readonly #locale: string;
  readonly #words: Words;
  readonly #numbers: Intl.NumberFormat;
  readonly #plurals: Intl.PluralRules;
  readonly #countries: Intl.DisplayNames;
  readonly #dates = new Map<DateStyle, Intl.DateTimeFormat>();

  readonly language: string;

  /** A language tag such as "fr" or "en-GB"; English where the bundle does not know the language. */
  constructor(tag: string) {
    const language = tag.toLowerCase().split("-")[0] ?? "en";
    this.language = language in LANGUAGES ? language : "en";
    this.#words = LANGUAGES[this.language] ?? en;
    // A page in plain "en" is read all over the world: day before month, as in its reports.
    const locale = this.language === "en" && !tag.includes("-") ? "en-GB" : tag || "en-GB";
    this.#numbers = new Intl.NumberFormat(locale);
    this.#plurals = new Intl.PluralRules(locale);
    this.#countries = new Intl.DisplayNames(locale, { type: "region" });
    this.#locale = locale;
  }

  say(key: Plain, values: Values = {}): string {
    return this.#filled(this.#words[key], values);
  }

  count(key: Counted, count: number, values: Values = {}): string {
    const forms = this.#words[key];
    return this.#filled(this.#plurals.select(count) === "one" ? forms.one : forms.other, { count, ...values });
  }

  quad(quad: number): string {
    return this.#words.quads[quad - 1] ?? "";
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** A day in words; `style` leaves out what a whole month or year does not need. */
  day(day: string, style: DateStyle = "day"): string {
    let format = this.#dates.get(style);
    if (!format) {
      format = new Intl.DateTimeFormat(this.#locale, { ...DATE_PARTS[style], timeZone: "UTC" });
      this.#dates.set(style, format); // making one takes longer than drawing a bar
    }
    return format.format(new Date(`${day}T00:00:00Z`));
  }

  /** The name of a country by its two-letter code. */
  country(code: string, fallback: string): string {
    try {
      return this.#countries.of(code) ?? fallback;
    } catch {
      return fallback;
    }
  }

  #filled(text: string, values: Values): string {
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.number(value) : value;
    });
  }
}
