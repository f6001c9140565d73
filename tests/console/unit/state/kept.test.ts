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

test("a choice is stored and found again", () => {
  const { it, kept } = storage();
  const theme = keptChoice("theme", THEMES, () => it);
  expect(theme.read()).toBeUndefined();
  theme.write("dark");
  expect(theme.read()).toBe("dark");
  expect([...kept]).toEqual([["theme", "dark"]]);
});

test("an invalid stored value is not a choice", () => {
  const { it } = storage({ theme: "sepia" });
  expect(keptChoice("theme", THEMES, () => it).read()).toBeUndefined();
});

test("the page works in a browser without storage", () => {
  const theme = keptChoice("theme", THEMES, () => {
    throw new Error("SecurityError");
  });
  expect(theme.read()).toBeUndefined();
  expect(() => theme.write("dark")).not.toThrow();
});
