import { expect, test } from "vitest";
import { type Keeping, keptChoice, THEMES } from "../../../../functions/console/page/state/kept.ts";

function storage(initial: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(initial));
  const it: Keeping = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  };
  return { it, kept };
}

test("a choice is kept and found again", () => {
  const { it, kept } = storage();
  const theme = keptChoice("theme", THEMES, () => it);
  expect(theme.read()).toBeUndefined();
  theme.write("dark");
  expect(theme.read()).toBe("dark");
  expect([...kept]).toEqual([["theme", "dark"]]);
});

test("what was never a choice is none", () => {
  const { it } = storage({ theme: "sepia" });
  expect(keptChoice("theme", THEMES, () => it).read()).toBeUndefined();
});

test("a browser that keeps nothing is no obstacle", () => {
  const theme = keptChoice("theme", THEMES, () => {
    throw new Error("SecurityError");
  });
  expect(theme.read()).toBeUndefined();
  expect(() => theme.write("dark")).not.toThrow();
});
