import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { fromSchemaIssue } from "../../lib/case/faults.ts";
import { readCase } from "../../lib/case/read-case.ts";
import type { ClarityError } from "../../lib/errors.ts";
import { sentenceOf } from "../store/sentence-of.ts";
import { CASE, faultWith, type Place } from "./one-change.ts";
import { refusalOf } from "./refusals.ts";
import { ScriptedSource } from "./sources.ts";

describe("a message stays short", () => {
  it("when it shows a long text", async () => {
    const place: Place = { artifact: "manifest", path: ["case_id"] };
    const { received } = await faultWith(place, "\u{1f602}".repeat(1000));
    expect(String(received)).toHaveLength(61);
    expect(String(received)).toMatch(/^"(?:\u{1f602})+\ufffd?…$/u);
  });

  it("when a member has a long name", async () => {
    const source = new ScriptedSource();
    const manifest = `{"${"n".repeat(100_000)}":9007199254740993}`;
    source.edit(CASE, { "manifest.json": manifest });
    const error = await refusalOf(readCase(source, CASE));
    expect(sentenceOf(error).length).toBeLessThan(1100);
    expect(error.details["pointer"]).toBe(`/${"n".repeat(499)}…`);
  });
});

describe("a message about text that is not JSON", () => {
  it("states the file, the place, the fault and what to do, also for a reader who did not write the file", async () => {
    const source = new ScriptedSource();
    source.edit(CASE, { "manifest.json": '{\n  "seeds": [1, NaN]\n}', "metrics.json": "{}" });
    const error = await refusalOf(readCase(source, CASE));
    expect(sentenceOf(error)).toBe(
      `Case ${CASE} cannot be reported: manifest.json at /seeds/1, line 2, column 16: ` +
        String.raw`expected a JSON value, found NaN in “{\n  "seeds": [1, NaN]\n}”. ` +
        "JSON has no such number. Write a number, or leave the member out where none is known. " +
        "If you did not make this file, ask the producer of the case for a corrected one.",
    );
    expect(error.details).toEqual({
      case_id: CASE,
      file: "manifest.json",
      pointer: "/seeds/1",
      line: 2,
      column: 16,
      expected: "a JSON value",
      received: "NaN",
    });
  });
});

function detailsOf(schema: v.GenericSchema, input: unknown): ClarityError["details"] {
  const issue = v.safeParse(schema, input).issues?.[0];
  if (issue === undefined) throw new Error("expected an issue");
  return fromSchemaIssue(CASE, "checksums.json", issue).details;
}

describe("a literal that does not match", () => {
  it("is reported with the actual value, not as missing", () => {
    const schema = v.looseObject({ algorithm: v.literal("SHA-256") });
    expect(detailsOf(schema, { algorithm: "sha256" })).toMatchObject({
      pointer: "/algorithm",
      expected: '"SHA-256"',
      received: '"sha256"',
    });
    expect(detailsOf(schema, {})).toMatchObject({
      pointer: "/algorithm",
      expected: "a member of this name",
      received: "none",
    });
  });

  it("of a list of literals is reported with all of them", () => {
    const schema = v.strictObject({ algorithm: v.picklist(["SHA-256", "SHA-512"]) });
    expect(detailsOf(schema, { algorithm: 7 })).toMatchObject({
      expected: '"SHA-256" or "SHA-512"',
      received: "7",
    });
  });
});
