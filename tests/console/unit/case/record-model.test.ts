import { expect, test } from "vitest";
import { recordIn } from "../../../../functions/console/page/case/record-model.ts";

const about = { case_id: "a", valid: false } as const;

test("the record has a state for each artifact of the case, by its file", () => {
  const files = {
    "manifest.json": { state: "confirmed" },
    "./metrics.json": { state: "differs" },
    "*overlay_bundle.json": { state: "not_checked", reason: "it is a folder" },
    "notes.txt": { state: "differs" },
  } as const;
  const names = ["manifest", "metrics", "overlay_bundle", "robustness_surface"] as const;
  expect(recordIn({ ...about, record: "readable", files }, names)).toEqual({
    manifest: "confirmed",
    metrics: "differs",
    overlay_bundle: "not_checked",
    robustness_surface: "not_listed",
  });
});

test("an artifact that is listed twice is confirmed only when both checksums are", () => {
  const joined = { confirmed: "confirmed", differs: "differs", missing: "not_checked" } as const;
  for (const state of ["confirmed", "differs", "missing"] as const) {
    const files = { "metrics.json": { state: "confirmed" }, "./metrics.json": { state } } as const;
    expect(recordIn({ ...about, record: "readable", files }, ["metrics"])).toEqual({
      metrics: joined[state],
    });
  }
});

test("a missing or unreadable record applies to the whole case", () => {
  for (const record of ["none", "unreadable"] as const) {
    expect(recordIn({ ...about, record, files: {} }, ["manifest"])).toBe(record);
  }
});
