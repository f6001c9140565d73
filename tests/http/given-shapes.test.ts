/** Cases as CLARITY's evaluator writes them, from the folder to the report. */
import { beforeEach, expect, test } from "vitest";
import { DIVERGING, divergingIndex } from "../../lib/report/scales/palettes.ts";
import { readDrawing } from "../report/read-drawing.ts";
import { bundle, sweepLedger } from "../report/shapes.ts";
import { crlf, hexOf, reportOf, writeFiles, type CaseContents } from "./given-case.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeEach(async () => {
  service = await openTestService({ cases: [] });
});

function filesOf(artifacts: Readonly<Record<string, unknown>>, folder = ""): CaseContents {
  const files = Object.entries(artifacts).map(([name, value]) => [`${folder}${name}.json`, value]);
  return Object.fromEntries(files);
}

test("an evidence bundle has the same report in its folder and in clarity/ beside a foreign manifest", async () => {
  const flat = await reportOf(service, "flat", filesOf(bundle()));
  const runner = { "manifest.json": { case_id: "other", title: 7, run: [1, 2] } };
  const nested = await reportOf(service, "nested", { ...filesOf(bundle(), "clarity/"), ...runner });
  expect(nested.key).toBe(flat.key);
  expect(nested.bytes).toEqual(flat.bytes);
  for (const said of [
    "test/vlm-4b-it",
    "Analyze this medical image for any anomalies.",
    "Seeds 42, 13434203945283401733",
    "6 runs",
    "Mean CSI",
    "Mean EDM",
  ]) {
    expect(flat.text).toContain(said);
  }
});

test("a sweep ledger alone is a case: its report has every run", async () => {
  const { text } = await reportOf(service, "ledger", filesOf({ sweep_manifest: sweepLedger() }));
  expect(text).toContain("4 runs");
  for (const { manifest_hash: hash = "" } of sweepLedger().runs ?? []) expect(text).toContain(hash);
});

test("the counterfactual engine's probe surface is a grid: the cell that changes most is named with its region", async () => {
  const cells = [0, 1].flatMap((row) => [0, 1].map((col) => ({ row, col })));
  const results = cells.map(({ row, col }) => {
    const delta = row === 1 && col === 0 ? 0.625 : 0;
    return {
      probe: { region_id: `grid_r${row}_c${col}_k2`, axis: "brightness", value: "1p0" },
      baseline_esi: 1,
      masked_esi: 1 - delta,
      delta_esi: -delta,
      delta_drift: delta,
    };
  });
  const regions = [{ region_id: "lower left", x_min: 0.1, y_min: 0.6, x_max: 0.4, y_max: 0.9 }];
  const { text, bytes } = await reportOf(
    service,
    "engine",
    filesOf({
      manifest: {},
      metrics: { baseline_metrics: { esi: 1 }, probe_surface: { results } },
      overlay_bundle: { regions },
    }),
  );
  expect(text).toContain("lower left -0.625 0.625 row 1, column 0 brightness at 1");
  const { images } = await readDrawing(bytes, "ΔESI of masking");
  const map = images.find(({ width, height }) => width === 2 && height === 2);
  expect(map?.colourAt(0, 1)).toEqual(DIVERGING.colours[divergingIndex(-1)]);
  expect(map?.colourAt(1, 0)).toEqual(DIVERGING.colours[divergingIndex(0)]);
});

const WRITTEN = {
  "manifest.json": '{\n  "title": "Hashed on Windows",\n  "seeds": [42, 123]\n}\n',
  "metrics.json": '{\n  "baseline_metrics": {"esi": 0.80611376, "drift": 0.0}\n}\n',
  "overlay_bundle.json": '{\n  "heatmap": {"values": "[[PLACEHOLDER]]"}\n}\n',
  "robustness_surface.json": '{\n  "axes": []\n}\n',
};

const mapped = (change: (text: string, name: string) => string) =>
  Object.fromEntries(Object.entries(WRITTEN).map(([name, text]) => [name, change(text, name)]));
/** A record of the files with their names as they are written here. */
const recordOf = (hash: (text: string) => string, named = (name: string) => name) =>
  Object.fromEntries(Object.entries(WRITTEN).map(([name, text]) => [named(name), hash(text)]));

const CONFIRMED = { state: "confirmed" };

test.each<[string, (text: string) => string, CaseContents]>([
  [
    "upper case over CRLF, files with LF",
    (text) => text,
    { algorithm: "SHA256", files: recordOf((text) => hexOf(crlf(text)).toUpperCase()) },
  ],
  [
    "upper case over CRLF, files with CRLF",
    crlf,
    { algorithm: "SHA256", files: recordOf((text) => hexOf(crlf(text)).toUpperCase()) },
  ],
  [
    "over LF, files with CRLF",
    crlf,
    { algorithm: "sha256", files: recordOf((text) => hexOf(text)) },
  ],
  ["without algorithm and date", (text) => text, { files: recordOf((text) => hexOf(text)) }],
  [
    "names that begin with a dot",
    (text) => text,
    {
      algorithm: "Sha_256",
      files: recordOf(
        (text) => hexOf(text),
        (name) => `./${name}`,
      ),
    },
  ],
  [
    "names marked as sha256sum does",
    (text) => text,
    {
      algorithm: "SHA-256",
      files: recordOf(
        (text) => hexOf(text),
        (name) => `*${name}`,
      ),
    },
  ],
  [
    "SHA-384",
    (text) => text,
    { algorithm: "sha384", files: recordOf((text) => hexOf(text, "sha384")) },
  ],
  [
    "SHA-512",
    (text) => text,
    { algorithm: "SHA-512", files: recordOf((text) => hexOf(text, "sha512")) },
  ],
])("four files are confirmed by a record: %s", async (what, form, record) => {
  const caseId = what.replaceAll(/[^A-Za-z0-9]+/g, "_");
  await writeFiles(service, caseId, { ...mapped(form), "checksums.json": record });
  const verified = await service.request(`/demo/cases/${caseId}/verify`);
  const states = Object.fromEntries(
    Object.keys(Object(record["files"])).map((name) => [name, CONFIRMED]),
  );
  expect(await verified.json()).toEqual({
    case_id: caseId,
    record: "readable",
    valid: true,
    files: states,
  });
  // The key names what the record says, not how it says it.
  const status = await service.request(`/report/cases/${caseId}`);
  expect(await status.json()).toMatchObject({ cache_key: await keyOfConfirmed() });
});

/** The key of the four files when their record confirms them. */
async function keyOfConfirmed(): Promise<string> {
  const files = recordOf((text) => hexOf(text));
  const { key } = await reportOf(service, "plain", { ...WRITTEN, "checksums.json": { files } });
  return key;
}
