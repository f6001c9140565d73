import { describe, expect, test } from "vitest";
import { matrixRaster } from "../../../../functions/console/page/figures/evidence-model.ts";
import {
  type Asking,
  createCaseReader,
} from "../../../../functions/console/page/large/case-reader.ts";
import { createReplies } from "../../../../functions/console/page/large/replies.ts";
import { checksOf } from "../../../../lib/case/checks/index.ts";
import type { CaseArtifacts } from "../../../../lib/case/schemas.ts";
import { matrixEntries } from "../../../../lib/report/geometry/map-entries.ts";
import { readEvidence } from "../../../../lib/report/model/evidence.ts";
import { evidenceMaps } from "../../../../lib/report/model/evidence-maps.ts";
import { demoSource, matrixOf, smallArtifacts } from "../../../report/sources.ts";

/** The worker without its thread: what passes is copied or moved, as between threads. */
function inThisThread() {
  const replies = createReplies();
  const asked: string[] = [];
  let ended = false;
  const asking: Asking = {
    ask: async (name, question, moved = []) => {
      asked.push(name);
      const { answer, transfer } = replies[name](
        structuredClone(question, { transfer: [...moved] }),
      );
      return await Promise.resolve(structuredClone(answer, { transfer }));
    },
    end: () => {
      ended = true;
    },
  };
  return { asking, asked, isEnded: () => ended };
}

/** With numbers of some 18 digits, this takes more than 1 MB. */
const SIDE = 260;
const heatmap = matrixOf(SIDE, SIDE, (x, y) => ((x * 7 + y * 13) % 97) / 96);
const evidenceMap = matrixOf(SIDE, SIDE, (x, y) => ((x * 5 + y * 3) % 89) / 88);
const CASE: CaseArtifacts = {
  ...demoSource("case_001").artifacts,
  ...smallArtifacts({ overlay: { heatmap, evidence_map: evidenceMap } }),
};

function bytesOf(data: unknown): ArrayBuffer {
  return new TextEncoder().encode(JSON.stringify({ case_id: "case_1", data })).buffer;
}

/** The case as the page has it, whose overlay bundle a worker has read. */
async function large() {
  const worker = inThisThread();
  const reader = createCaseReader(async () => await Promise.resolve(worker.asking));
  const answered = await reader.parse("overlay_bundle", bytesOf(CASE.overlay_bundle));
  const overlay = Object(answered).data;
  return { ...worker, reader, answered, artifacts: { ...CASE, overlay_bundle: overlay } };
}

describe("a large artifact", () => {
  test("comes back whole, without the numbers of its matrices", async () => {
    const { artifacts, answered } = await large();
    const { heatmap: given, ...others } = artifacts.overlay_bundle;
    expect(Object(answered).case_id).toBe("case_1");
    expect(given).toEqual({ ...heatmap, values: undefined });
    expect(Object.keys(others)).toEqual(
      Object.keys(CASE.overlay_bundle ?? {}).filter((name) => name !== "heatmap"),
    );
    expect(JSON.stringify(answered).length).toBeLessThan(10_000);
  });

  test("gives the evidence, the colours and the checks that it gives in the page's thread", async () => {
    const { artifacts, reader, asked } = await large();
    const { manifest, metrics, overlay_bundle: overlay } = CASE;
    const expected = evidenceMaps(readEvidence({ manifest, metrics, overlay }));
    const maps = evidenceMaps(await reader.evidence(artifacts));
    expect(maps.map(({ caption }) => caption)).toEqual(expected.map(({ caption }) => caption));
    expect(maps.length).toBeGreaterThan(0);
    for (const [index, { matrix, domain }] of expected.entries()) {
      const map = maps[index];
      if (map === undefined) throw new TypeError("expected a map");
      expect(map.matrix.rows.join(";")).toBe(matrix.rows.join(";"));
      // Every row in the same memory, which went to this thread without a copy.
      expect(new Set(map.matrix.rows.map((row) => Object(row).buffer)).size).toBe(1);
      const { entries } = matrixEntries(matrix, domain);
      expect(Buffer.compare(matrixRaster(map).entries, entries)).toBe(0);
    }
    expect(await reader.checks(artifacts, "none")).toEqual(checksOf(CASE, "none"));
    expect(asked).toEqual(["read", "evidence", "checks"]);
  });

  test("that is damaged is refused as any other", async () => {
    const { reader } = await large();
    const text = `{"case_id": "case_1", "data": "${"x".repeat(1_000_001)}"}`;
    const bytes = new TextEncoder().encode(text).buffer;
    await expect(reader.parse("metrics", bytes)).rejects.toThrow(/expected/);
  });

  test("is no longer the worker's when a smaller one has replaced it", async () => {
    const { reader, asked } = await large();
    expect(await reader.parse("overlay_bundle", bytesOf({}))).toBeUndefined();
    expect(evidenceMaps(await reader.evidence({ ...CASE, overlay_bundle: {} }))).toEqual([]);
    expect(asked).toEqual(["read"]);
  });
});

test("metrics with a large map are read by the worker, too", async () => {
  const { asking } = inThisThread();
  const reader = createCaseReader(async () => await Promise.resolve(asking));
  const metrics = { ...CASE.metrics, baseline_metrics: { esi: 0.5, evidence_map: heatmap } };
  const answered = await reader.parse("metrics", bytesOf(metrics));
  const slim = Object(answered).data;
  expect(slim.baseline_metrics).toEqual({
    esi: 0.5,
    evidence_map: { ...heatmap, values: undefined },
  });
  const evidence = await reader.evidence({ metrics: slim });
  expect(evidence.baselineMap.present?.width).toBe(SIDE);
});

test("a case without large artifacts needs no worker", async () => {
  let opened = 0;
  const reader = createCaseReader(async () => {
    opened += 1;
    return await Promise.resolve(inThisThread().asking);
  });
  expect(await reader.parse("manifest", bytesOf("x".repeat(2_000_000)))).toBeUndefined();
  expect(await reader.parse("metrics", bytesOf({}))).toBeUndefined();
  const small = smallArtifacts({});
  expect(await reader.checks(small, undefined)).toEqual(checksOf(small));
  await reader.evidence(small);
  reader.end();
  expect(opened).toBe(0);
});

test("the worker ends with its reader", async () => {
  const { reader, isEnded } = await large();
  reader.end();
  await Promise.resolve();
  await Promise.resolve();
  expect(isEnded()).toBe(true);
});
