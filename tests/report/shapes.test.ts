import { beforeAll, describe, expect, test } from "vitest";
import { decodeValue } from "../../lib/report/model/encoded-value.ts";
import { renderReport } from "../../lib/report/render.ts";
import type { ReportSource } from "../../lib/report/source.ts";
import { readReport } from "./rendered.ts";
import { pageFaults } from "./page-faults.ts";
import { type ReadPdf, readPdf } from "./read-pdf.ts";
import {
  bundle,
  engineMetrics,
  engineOverlay,
  everyArtifact,
  manifest,
  sweepLedger,
} from "./shapes.ts";
import { sourceOf } from "./sources.ts";

const CASES: readonly (readonly [name: string, source: ReportSource])[] = [
  ["an evidence bundle", sourceOf(bundle())],
  ["a sweep ledger", sourceOf({ sweep_manifest: sweepLedger() })],
  [
    "a counterfactual run",
    sourceOf({ manifest: manifest(), metrics: engineMetrics(), overlay_bundle: engineOverlay() }),
  ],
  ["a case of all artifacts", sourceOf(everyArtifact())],
];

/** A number of more characters may take two lines of its cell. */
const LONG_NUMBER = 12;

describe.each(CASES)("the report of %s", (_name, source) => {
  let read: ReadPdf;
  let words: ReadonlySet<string>;
  let text: string;

  beforeAll(async () => {
    read = await readReport(source);
    text = compact(read.text);
    const pieces = read.runs.flatMap((run) =>
      run.text.replaceAll("\u2212", "-").split(/[ ,;()[\]]+/),
    );
    words = new Set(pieces.map((piece) => piece.replace(/\.$/, "")));
  });

  test("contains every number and every text of the case", () => {
    const { numbers, texts } = leavesOf(source.artifacts);
    const split = numbers.filter((number) => !words.has(number));
    expect(split.filter((number) => number.length <= LONG_NUMBER)).toEqual([]);
    expect(split.filter((number) => !text.includes(number))).toEqual([]);
    expect(texts.filter((leaf) => !text.includes(compact(leaf)))).toEqual([]);
    expect(numbers.length + texts.length).toBeGreaterThan(10);
  });

  test("prints no overlapping text and none outside the margins", () => {
    expect(pageFaults(read)).toEqual([]);
  });

  test("has no section for data that the case lacks", () => {
    const { artifacts } = source;
    const expected = [
      "Cover",
      "Consistency checks",
      ...(artifacts.metrics === undefined ? [] : ["Core metrics"]),
      ...(artifacts.robustness_surface === undefined ? [] : ["Robustness surface"]),
      ...(artifacts.overlay_bundle === undefined ? [] : ["Evidence"]),
      ...(artifacts.metrics?.probe_surface === undefined ? [] : ["Probe grid"]),
      ...(artifacts.monte_carlo_stats === undefined ? [] : ["Monte Carlo sampling"]),
      ...(artifacts.sweep_manifest === undefined ? [] : ["Sweep"]),
      ...((artifacts.metrics ?? artifacts.robustness_surface) ? ["Glossary"] : []),
      "Reproducibility",
      "Appendix",
      "Verification",
    ];
    expect(read.outline).toEqual(expected);
  });
});

test("the points of an axis are in the order of their numbers, not of their encoded text", async () => {
  const { text } = await readReport(sourceOf(bundle()));
  const [, table = ""] = /Points of brightness\.(.*?)Points of contrast/.exec(text) ?? [];
  const values = [...table.matchAll(/(?:^| )(0\.8|1|1\.2|10) (?=0\.\d)/g)].map(
    ([, value]) => value,
  );
  expect(values).toEqual(["0.8", "1", "1.2", "10"]);
});

test("a case with confidence alone has no section that names robustness", async () => {
  const { confidence_surface } = bundle();
  const { outline } = await readReport(sourceOf({ confidence_surface }));
  expect(outline.filter((title) => /robustness/i.test(title))).toEqual([]);
  expect(outline).toContain("Confidence and entropy");
});

test.each([
  ["its axes", { sweep_manifest: sweepLedger() }, "Sweep over brightness, noise"],
  [
    "seven axes",
    { sweep_manifest: { axes: "a b c d e f g".split(" ") } },
    "Sweep over a, b, c, d, e and 2 more axes",
  ],
  ["nothing", { sweep_manifest: {} }, "A case without a name"],
  ["its sweep", bundle(), "bundle-of-a-test"],
  ["its id", { manifest: { case_id: "id", title: "" } }, "id"],
  ["its title", { manifest: { case_id: "id", title: "Title" } }, "Title"],
])("the heading of a case without other names is %s", async (_what, artifacts, title) => {
  const { info } = await readReport(sourceOf(artifacts));
  expect(info["Title"]).toBe(title);
});

test("a bundle says what it does not contain, once", async () => {
  const { text } = await readReport(sourceOf(bundle()));
  expect(text).toContain(
    "Not in this case manifest, metrics, answer of the baseline, justification of the baseline, heatmap, " +
      "evidence map, evidence regions, probe surface",
  );
  expect(text).toContain("NOT STATED WHETHER SYNTHETIC");
});

test("unknown members are listed unchanged", async () => {
  const regions = [1, 2, 3].map((region_id) => ({
    region_id,
    x_min: 0,
    y_min: 0,
    x_max: 1,
    y_max: 1,
    _synthetic: true,
  }));
  const { text } = await readPdf(
    await renderReport(
      sourceOf({
        manifest: { custom: { nested: ["a", 1, null] }, "odd/name": "x" },
        overlay_bundle: { _note: "M15 scope: surface validation only.", regions },
      }),
    ),
  );
  expect(text).toContain('manifest.json /custom 1 {"nested":["a",1,null]}');
  expect(text).toContain('/odd/name 1 "x"');
  expect(text).toContain('overlay_bundle.json /_note 1 "M15 scope: surface validation only."');
  expect(text).toContain("/regions/*/_synthetic 3 true");
});

test("a seed beyond 2^53 is shown digit by digit", async () => {
  const { text } = await readReport(sourceOf(bundle()));
  expect(text).toContain("Seeds 42, 13434203945283401733");
});

interface Leaves {
  readonly numbers: string[];
  readonly texts: string[];
}

/** Shown as a picture, or only where they say something else than their neighbour. */
const NOT_IN_WORDS = new Set(["values", "value_str"]);
/** Encoded numbers, which are shown decoded. */
const ENCODED = new Set(["value"]);

/** Every number and text of the case outside its matrices. */
function leavesOf(value: unknown, name = "", leaves: Leaves = { numbers: [], texts: [] }): Leaves {
  if (typeof value === "number") leaves.numbers.push(String(value));
  else if (typeof value === "string" && ENCODED.has(name))
    leaves.texts.push(decodeValue(value).label);
  else if (typeof value === "string") leaves.texts.push(shownAs(value));
  else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (!NOT_IN_WORDS.has(key) && !isDrawn(value)) leavesOf(member, key, leaves);
    }
  }
  return leaves;
}

/** A matrix that is drawn says its size in its caption, if it is drawn at all. */
function isDrawn(value: object): boolean {
  return "values" in value && "width" in value;
}

/** The engine names the cells of its grid: the report gives row and column. */
function shownAs(text: string): string {
  return text.startsWith("grid_r") ? "Row" : text;
}

function compact(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
