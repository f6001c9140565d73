import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { digest } from "../../lib/case/digest.ts";
import { fromSchemaIssue } from "../../lib/case/faults.ts";
import { ARTIFACT_SCHEMAS, fileOf, type ArtifactName } from "../../lib/case/schemas.ts";
import { ClarityError } from "../../lib/errors.ts";

const ROW = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Lists of numbers that a check of the shape alone could take for something else. */
const LISTS = [ROW, [ROW, ROW], [ROW, ROW.slice(1)], [[ROW]], [ROW, "a"], ROW.map((n) => n + 0.5)];
const SAMPLES: readonly (readonly [string, ArtifactName])[] = [
  ["case_sparse", "manifest"],
  ["case_sparse", "metrics"],
  ["case_sparse", "overlay_bundle"],
  ["case_001", "manifest"],
  ["case_001", "metrics"],
  ["bundle_rich", "robustness_surface"],
  ["bundle_rich", "monte_carlo_stats"],
  ["bundle_rich", "confidence_surface"],
  ["bundle_rich", "entropy_surface"],
  ["ledger_only", "sweep_manifest"],
];

/** The value, once with the list in the place of each of its parts. */
function* replacing(value: unknown, list: unknown): Generator<unknown> {
  yield list;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      for (const changed of replacing(item, list)) yield value.with(at, changed);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      for (const changed of replacing(member, list)) yield { ...value, [name]: changed };
    }
  }
}

/** What the schema says about the canonical JSON, or that it accepts it. */
function expected(name: ArtifactName, value: unknown): unknown {
  const result = v.safeParse(ARTIFACT_SCHEMAS[name], value, { abortEarly: true });
  return result.success ? "accepted" : fromSchemaIssue("x", fileOf(name), result.issues[0]).details;
}

function found(name: ArtifactName, value: unknown): unknown {
  const body = Buffer.from(JSON.stringify(value));
  try {
    digest({ caseId: "x", files: [{ name, file: fileOf(name), body }] });
    return "accepted";
  } catch (error) {
    if (!(error instanceof ClarityError)) throw error;
    return error.details;
  }
}

function sample(folder: string, name: ArtifactName): unknown {
  const path = `functions/demo/artifacts/${folder}/${fileOf(name)}`;
  const { case_id: _, ...members } = Object(JSON.parse(readFileSync(path, "utf8")));
  return members;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe("lists of numbers are validated as if each number was read,", () => {
  it.each(SAMPLES)("wherever they are in %s, %s", (folder, name) => {
    const outcomes = new Set<string>();
    for (const list of LISTS) {
      for (const value of replacing(sample(folder, name), list)) {
        const outcome = expected(name, sorted(value));
        outcomes.add(outcome === "accepted" ? "accepted" : "refused");
        expect(found(name, value)).toEqual(outcome);
      }
    }
    expect([...outcomes]).toContain("refused");
  });

  it("and a matrix of rows of equal length is one", () => {
    const values = (rows: unknown) => found("overlay_bundle", { heatmap: { values: rows } });
    expect(values([ROW, ROW])).toBe("accepted");
    expect(values([ROW, ROW, [...ROW, 10]])).toMatchObject({ pointer: "/heatmap/values/2" });
    expect(values([ROW, ROW.with(3, 0.5).with(4, Number.NaN)])).toMatchObject({
      pointer: "/heatmap/values/1/4",
      received: "null",
    });
  });
});
