import { expect, test } from "vitest";
import type { Verification } from "../../../../lib/http/answers.ts";
import { checksumsOf } from "../../../../functions/console/page/case/checksums.ts";

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
