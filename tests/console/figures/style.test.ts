/** Contrast of what the figures draw on the page's paper (WCAG 2.2, 1.4.11 and 1.4.3), in both themes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Rgb, SERIES, tint } from "../../../lib/report/scales/palettes.ts";

const PAGE = new URL("../../../functions/console/page/", import.meta.url);
const tokens = readFileSync(new URL("style/tokens.css", PAGE), "utf8");
const figures = readFileSync(new URL("figures/figures.css", PAGE), "utf8");

function inks(name: string): { light: Rgb; dark: Rgb } {
  const [, light, dark] =
    new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(tokens) ?? [];
  if (light === undefined || dark === undefined) throw new TypeError(`no ink ${name}`);
  return { light: rgb(light), dark: rgb(dark) };
}

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const THEMES = ["light", "dark"] as const;

test("the light series have the report's colours", () => {
  expect(inks("series-esi").light).toEqual(SERIES.esi);
  expect(inks("series-drift").light).toEqual(SERIES.drift);
});

const GRAPHICS = ["series-esi", "series-drift", "frame", "ink", "focus", "accent"];
const TEXTS = ["muted", "ink", "accent"];

test.each(THEMES)("lines, frames, rings and focus are visible on %s paper", (theme) => {
  const faint = GRAPHICS.filter((name) => contrast(inks(name)[theme], inks("paper")[theme]) < 3);
  expect(faint).toEqual([]);
});

test.each(THEMES)("labels and captions are legible on %s paper", (theme) => {
  const faint = TEXTS.filter((name) => contrast(inks(name)[theme], inks("paper")[theme]) < 4.5);
  expect(faint).toEqual([]);
});

test("numbers on a tint are legible", () => {
  for (const share of [0, 0.5, 1]) {
    expect(contrast(rgb("#1c222b"), tint(share))).toBeGreaterThanOrEqual(4.5);
  }
});

test("every ink that the figures use is one of the page's", () => {
  const used = new Set([...figures.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name));
  used.delete("series");
  const missing = [...used].filter((name) => !tokens.includes(`--${name}:`));
  expect(missing).toEqual([]);
});

test("nothing moves by itself, so there is no motion to reduce", () => {
  expect(figures).not.toMatch(/\b(?:transition|animation)\b/);
});

test("each padding of a number has its rule", () => {
  for (let digits = 1; digits <= 9; digits += 1) expect(figures).toContain(`.fig-room-${digits} {`);
});
