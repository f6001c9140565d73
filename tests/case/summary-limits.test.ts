import { expect, it } from "vitest";
import { summarise } from "../../lib/case/summary.ts";

const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value));

it("a summary has the beginning of a long text and the first 100 axes", () => {
  const title = `${"a".repeat(1_999)}😀${"b".repeat(1_000_000)}`;
  const axes = Array.from({ length: 5_000 }, (_, axis) => ({ axis: `axis ${axis}`, points: [] }));
  const summary = summarise({
    caseId: "case_1",
    files: [
      { name: "manifest", file: "manifest.json", body: encode({ title, description: title }) },
      { name: "robustness_surface", file: "robustness_surface.json", body: encode({ axes }) },
    ],
  });
  expect(summary.title).toBe(`${"a".repeat(1_999)}…`);
  expect(summary.description).toBe(summary.title);
  expect(summary.axes).toHaveLength(100);
  expect(JSON.stringify(summary).length).toBeLessThan(12_000);
});
