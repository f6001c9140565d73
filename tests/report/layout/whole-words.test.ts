import { expect, test } from "vitest";
import { wrap } from "../../../lib/report/layout/wrap.ts";

function shown(text: string, width: number): string[] {
  return wrap(text, width, () => 1).map((line) => line.text);
}

test.each([
  ["a file name", "see metrics.json", 12, ["see", "metrics.json"]],
  ["a file name of several words", "in overlay_bundle.json", 20, ["in", "overlay_bundle.json"]],
  ["the file of a pointer", "a.json#/axes/0/mean_esi", 9, ["a.json#/", "axes/0/", "mean_esi"]],
  [
    "a command with its file",
    "“clarity verify report.pdf” compares",
    30,
    ["“clarity verify report.pdf”", "compares"],
  ],
  ["a file name after others", "a/b c/d x_y.json e", 8, ["a/b c/d", "x_y.json", "e"]],
])("no line ends inside %s", (_name, text, width, lines) => {
  expect(shown(text, width)).toEqual(lines);
});

test("a file name that is longer than a line is broken", () => {
  expect(shown("overlay_bundle.json", 10)).toEqual(["overlay_bu", "ndle.json"]);
});

test("other text breaks as before", () => {
  expect(shown("one.two_three", 8)).toEqual(["one.two_", "three"]);
});
