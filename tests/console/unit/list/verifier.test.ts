import { describe, expect, test } from "vitest";
import type { Verification } from "../../../../lib/http/answers.ts";
import { unreachable } from "../../../../functions/console/page/api/problem.ts";
import {
  type Checksums,
  checksumsOf,
  createVerifier,
} from "../../../../functions/console/page/list/verifier.ts";
import { settled } from "../fake-clock.ts";

interface Asked {
  readonly caseId: string;
  readonly answer: (valid: boolean) => void;
  readonly fail: (error: Error) => void;
  readonly signal: AbortSignal;
}

function verifying(limit = 2) {
  const asked: Asked[] = [];
  const changes: [string, Checksums["name"]][] = [];
  const verifier = createVerifier({
    limit,
    verify: async (caseId, signal) =>
      await new Promise<Verification>((resolve, reject) => {
        const answer = (valid: boolean) =>
          resolve({
            case_id: caseId,
            record: "readable",
            valid,
            files: { "metrics.json": { state: valid ? "confirmed" : "differs" } },
          });
        asked.push({ caseId, answer, fail: reject, signal });
      }),
    onChange: (caseId, { name }) => changes.push([caseId, name]),
  });
  return { verifier, asked, changes };
}

const idsOf = (asked: readonly Asked[]) => asked.map(({ caseId }) => caseId);

describe("rows in view", () => {
  test("are requested a few at a time, and the others as responses arrive", async () => {
    const { verifier, asked } = verifying();
    for (const id of ["a", "b", "c", "d"]) verifier.show(id);
    expect(idsOf(asked)).toEqual(["a", "b"]);
    asked[1]?.answer(true);
    await settled();
    expect(idsOf(asked)).toEqual(["a", "b", "c"]);
  });

  test("are requested once, however often they come into view", async () => {
    const { verifier, asked, changes } = verifying();
    verifier.show("a");
    verifier.show("a");
    asked[0]?.answer(true);
    await settled();
    verifier.show("a");
    expect(idsOf(asked)).toEqual(["a"]);
    expect(changes).toEqual([
      ["a", "asking"],
      ["a", "verified"],
    ]);
    expect(verifier.of("a")).toEqual({ name: "verified" });
    expect(verifier.of("b")).toEqual({ name: "unasked" });
  });

  test("that have left before their turn are not requested", async () => {
    const { verifier, asked } = verifying(1);
    for (const id of ["a", "b", "c"]) verifier.show(id);
    verifier.hide("b");
    asked[0]?.answer(true);
    await settled();
    expect(idsOf(asked)).toEqual(["a", "c"]);
  });

  test("whose request failed are requested again when they come back", async () => {
    const { verifier, asked } = verifying();
    verifier.show("a");
    asked[0]?.fail(unreachable(undefined));
    await settled();
    expect(verifier.of("a")).toEqual({ name: "unknown", why: "The service cannot be reached" });
    verifier.show("a");
    expect(asked).toHaveLength(2);
  });

  test("are forgotten when the list is left", async () => {
    const { verifier, asked, changes } = verifying(1);
    verifier.show("a");
    verifier.show("b");
    verifier.dispose();
    asked[0]?.answer(true);
    await settled();
    verifier.show("c");
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(idsOf(asked)).toEqual(["a"]);
    expect(changes).toEqual([["a", "asking"]]);
  });

  test("have four parallel requests at most by default", () => {
    const asked: string[] = [];
    const verifier = createVerifier({
      verify: async (caseId) => {
        asked.push(caseId);
        return await new Promise<Verification>(() => {});
      },
      onChange: () => {},
    });
    for (let index = 0; index < 100; index += 1) verifier.show(`case_${index}`);
    expect(asked).toHaveLength(4);
  });
});

type Files = Verification["files"];

const of = (files: Files, record: Verification["record"] = "readable", reason?: string) =>
  checksumsOf({
    case_id: "a",
    record,
    ...(reason === undefined ? {} : { reason }),
    valid: false,
    files,
  });

test("a verification says which files are confirmed, which are not, and which were not checked", () => {
  const [good, bad] = [{ state: "confirmed" }, { state: "differs" }] as const;
  const unchecked = { state: "not_checked", reason: "the name leads outside" } as const;
  expect(of({ a: good })).toEqual({ name: "verified" });
  expect(of({ a: good, b: bad, c: { state: "missing" }, d: unchecked })).toEqual({
    name: "differ",
    files: ["b", "c"],
  });
  expect(of({ a: good, d: unchecked })).toEqual({ name: "unchecked", files: ["d"] });
  expect(of({})).toEqual({ name: "unlisted" });
  expect(of({}, "none")).toEqual({ name: "unlisted" });
  expect(of({}, "unreadable", "why")).toEqual({ name: "unreadable", why: "why" });
});
