import { describe, expect, it } from "vitest";
import { attachmentsOf } from "../../lib/case/attachments.ts";
import { sha256Hex } from "../../lib/case/cache-key.ts";
import { canonicalJson } from "../../lib/case/canonical-json.ts";

const small = { width: 2, height: 1, values: [[0, 0.5]] };
const row = Array.from({ length: 300 }, (_, index) => (index % 7) / 8);
const large = {
  width: 300,
  height: 100,
  values: Array.from({ length: 100 }, () => row),
  unit: "%",
};

function attached(overlay: object) {
  const others = { manifest: '{"case_id":"a"}', metrics: "{}", robustness_surface: '{"axes":[]}' };
  const texts = { ...others, overlay_bundle: canonicalJson(overlay) };
  return { texts, attachments: attachmentsOf(texts) };
}

describe("what is attached to a report", () => {
  it("is each artifact's canonical JSON as it was hashed, in the order of the names", () => {
    const { texts, attachments } = attached({ evidence_map: small, heatmap: small });
    expect(attachments.map(({ file }) => file)).toEqual([
      "manifest.json",
      "metrics.json",
      "overlay_bundle.json",
      "robustness_surface.json",
    ]);
    expect(attachments.map(({ file }) => file)).toEqual(attachments.map(({ file }) => file).sort());
    expect(attachments.map(({ text }) => text)).toEqual([
      texts.manifest,
      texts.metrics,
      texts.overlay_bundle,
      texts.robustness_surface,
    ]);
    expect(attachments.every(({ complete }) => complete)).toBe(true);
  });

  it("names the hash and the size of a matrix of more than 64 KB, and keeps all else", () => {
    const regions = [{ region_id: "a" }];
    const { attachments } = attached({
      evidence_map: small,
      heatmap: large,
      regions,
      extra: large,
    });
    const [, , overlay] = attachments;
    const text = canonicalJson(large.values);
    expect(overlay?.complete).toBe(false);
    expect(JSON.parse(overlay?.text ?? "")).toEqual({
      evidence_map: small,
      heatmap: {
        width: 300,
        height: 100,
        unit: "%",
        values: `left out of this attachment: ${text.length} bytes of canonical JSON, SHA-256 ${sha256Hex(text)}`,
      },
      regions,
      extra: large,
    });
    expect(overlay?.text).toBe(canonicalJson(JSON.parse(overlay?.text ?? "")));
  });

  it("is complete where a bundle is large, but no matrix is", () => {
    const words = "x".repeat(100_000);
    const placeholder = { width: 1, height: 1, values: words };
    const { texts, attachments } = attached({ evidence_map: placeholder, heatmap: small, words });
    expect(attachments[2]).toMatchObject({ text: texts.overlay_bundle, complete: true });
  });
});
