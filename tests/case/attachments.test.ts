import { describe, expect, it } from "vitest";
import { attachmentsOf } from "../../lib/case/attachments.ts";

describe("what is attached to a report", () => {
  const texts = {
    manifest: '{"case_id":"a"}',
    sweep_manifest: '{"axes":{}}',
    overlay_bundle: `{"words":"${"x".repeat(100_000)}"}`,
    entropy_surface: '{"entropy_surfaces":[]}',
  };

  it("is the canonical JSON of each artifact that the case has, whole", () => {
    const attached = Object.fromEntries(
      attachmentsOf(texts).map(({ file, text }) => [file.replace(".json", ""), text]),
    );
    expect(attached).toEqual(texts);
  });

  it("is in the order of the names, as a PDF sorts them", () => {
    const files = attachmentsOf(texts).map(({ file }) => file);
    expect(files).toEqual(files.toSorted());
    expect(files).toHaveLength(4);
  });
});
