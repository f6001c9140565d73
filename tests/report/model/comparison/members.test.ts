import { describe, expect, it, test } from "vitest";
import {
  memberDifferences,
  membersTable,
} from "../../../../lib/report/model/comparison/members.ts";
import { pointerWords } from "../../../../lib/report/model/comparison/pointer-words.ts";

const CASE = {
  baseline_metrics: { drift: 0.1, esi: 0.9 },
  r2l_sha: "abc",
  axes: [{ axis: "brightness", points: [{ value: "0p8", esi: 0.7 }], mean_esi: 0.7 }],
  probe_surface: {
    probes: [{ row: 1, col: 2, delta_esi: -0.1 }],
    results: [{ probe: { region_id: "grid_r0_c0_k4" }, delta_drift: 0.2 }],
  },
  regions: [{ region_id: "hilum", area: 3 }, { region_id: 7 }, {}],
  heatmap: { values: [[1], [2]] },
  seeds: [1, 2],
  "a/b": { "": 1 },
  runs: [{ n_samples: 3 }],
};

test.each([
  ["/baseline_metrics/drift", "drift of the baseline"],
  ["/r2l_sha", "R2L revision"],
  ["/axes/0/points/0/esi", "ESI of the point 0.8 of the axis brightness"],
  ["/axes/0/mean_esi", "mean ESI of the axis brightness"],
  ["/axes/0", "axis brightness"],
  ["/probe_surface/probes/0/delta_esi", "ΔESI of the probe at row 1, column 2 of the probes"],
  ["/probe_surface/results/0/delta_drift", "Δdrift of the probe of grid_r0_c0_k4 of the probes"],
  ["/regions/0/area", "area of the region hilum"],
  ["/regions/1", "region 7"],
  ["/regions/2", "item 3 of the regions"],
  ["/heatmap/values/1/0", "row 1, column 0 of the heatmap"],
  ["/heatmap/values/1", "row 1 of the heatmap"],
  ["/seeds/1", "item 2 of the seeds"],
  ["/a~1b/", "member without a name of the a/b"],
  ["/runs/0/n_samples", "number of samples of item 1 of the runs"],
  ["", "the whole file"],
])("%s is “%s”", (pointer, words) => {
  expect(pointerWords(pointer, { a: CASE, b: CASE })).toBe(words);
});

test("an item that the two name differently is numbered", () => {
  const other = { axes: [{ axis: "blur", mean_esi: 0.6 }] };
  expect(pointerWords("/axes/0/mean_esi", { a: CASE, b: other })).toBe(
    "mean ESI of item 1 of the axes",
  );
});

test("an item that one of the two lacks has its name", () => {
  expect(pointerWords("/axes/0", { a: { axes: [] }, b: CASE })).toBe("axis brightness");
});

test("a pointer that leads nowhere, as a shortened one, is still in words", () => {
  expect(pointerWords("/axes/9/points/0/esi…", { a: CASE, b: "x" })).toBe(
    "ESI… of item 1 of the points of item 10 of the axes",
  );
});

describe("the members that differ", () => {
  const a = {
    manifest: { title: "x" },
    metrics: { baseline_metrics: { drift: 0.1 }, token_count: 1 },
  };
  const b = {
    metrics: { baseline_metrics: { drift: 0.2 }, mean_logprob: null },
    overlay_bundle: {},
  };

  it("are listed for each artifact, and artifacts of one case alone are named", () => {
    const found = memberDifferences({ a, b }, 10);
    expect(found.map(({ artifact, in: where, total }) => [artifact, where, total])).toEqual([
      ["manifest", "a", 1],
      ["metrics", "both", 3],
      ["overlay_bundle", "b", 1],
    ]);
    const metrics = found[1];
    expect(metrics?.first).toContainEqual({
      words: "drift of the baseline",
      pointer: "/baseline_metrics/drift",
      a: "0.1",
      b: "0.2",
    });
    // Null and absent are different to the key.
    expect(metrics?.first).toContainEqual({
      words: "mean logprob",
      pointer: "/mean_logprob",
      a: undefined,
      b: "null",
    });
  });

  it("are counted beyond the limit", () => {
    const [, metrics] = memberDifferences({ a, b }, 2);
    if (metrics === undefined) throw new TypeError("expected the metrics");
    const table = membersTable(metrics);
    expect(table.caption).toMatch(/^The first 2 of 3 differences of metrics\.json\./);
    expect(table.rows[1]).toEqual(["token count", "1", "missing", "/token_count"]);
  });

  it("may be the whole file", () => {
    const [found] = memberDifferences({ a: { manifest: [] }, b: { manifest: {} } }, 9);
    if (found === undefined) throw new TypeError("expected a difference");
    expect(membersTable(found).rows).toEqual([
      ["the whole file", "an array of 0", "an object", "the whole file"],
    ]);
    expect(membersTable(found).caption).toMatch(/^All 1 differences/);
  });
});
