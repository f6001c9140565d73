import { describe, expect, it } from "vitest";
import { attachmentsOf } from "../../lib/case/attachments.ts";

const texts = {
  manifest: '{"case_id":"a"}',
  sweep_manifest: "{}",
  metrics: `{"words":"${"x".repeat(1_000_000)}"}`,
  robustness_surface: '{"axes":[]}',
};

describe("the attachments of a report", () => {
  it("are key.json and the whole canonical JSON of each artifact, sorted by name", () => {
    expect(attachmentsOf(texts, "KEY")).toEqual([
      { file: "key.json", text: "KEY" },
      { file: "manifest.json", text: texts.manifest },
      { file: "metrics.json", text: texts.metrics },
      { file: "robustness_surface.json", text: texts.robustness_surface },
      { file: "sweep_manifest.json", text: texts.sweep_manifest },
    ]);
  });
});
