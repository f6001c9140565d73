import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../lib/commands/exit-codes.ts";
import { failureOf } from "../../lib/commands/failure.ts";
import { ClarityError, ERROR_CODES, type ErrorCode } from "../../lib/errors.ts";

const CODES = Object.keys(ERROR_CODES).filter((code): code is ErrorCode => code in ERROR_CODES);

function codesWith(exitCode: number): ErrorCode[] {
  return CODES.filter((code) => exitCodeOf(new ClarityError(code, "")) === exitCode);
}

describe("the exit code", () => {
  it("is 75 for what may do later, 2 for wrong usage, and 1 for everything else", () => {
    expect(codesWith(75)).toEqual([
      "in_progress",
      "case_unsettled",
      "held_off",
      "no_capacity",
      "store_unavailable",
    ]);
    expect(codesWith(2)).toEqual(["invalid_request"]);
    expect(codesWith(1)).toHaveLength(CODES.length - 6);
    expect(exitCodeOf(new TypeError("x"))).toBe(1);
  });
});

describe("a failure", () => {
  it("is told as a problem of the API, with what helps", () => {
    const details = { case_id: "case_1" };
    const error = new ClarityError("case_unsettled", "It changed.", {
      details,
      retryAfterSeconds: 1,
    });
    expect(failureOf(error)).toEqual({
      exitCode: 75,
      text: "It changed.",
      json: {
        type: "urn:clarity:problem:case_unsettled",
        title: "The case changed while it was read",
        status: 503,
        detail: "It changed.",
        case_id: "case_1",
        retry_after: 1,
      },
    });
  });

  it("that is no failure of ours is a bug, whatever was thrown", () => {
    for (const thrown of [new RangeError("odd"), "odd", undefined]) {
      const { text, json, exitCode } = failureOf(thrown);
      expect(exitCode).toBe(1);
      expect(text).toMatch(/^This is a bug\. Please report it in the project's issue tracker/);
      expect(json).toMatchObject({ type: "urn:clarity:problem:internal", status: 500 });
    }
    expect(failureOf(new RangeError("odd")).text).toContain("RangeError: odd\n    at ");
  });

  it("shows no stack unless it is a bug", () => {
    const error = new ClarityError("store_untrusted", "No.", { cause: new Error("inner") });
    const { text, json } = failureOf(error);
    expect(text).toBe("No.");
    expect(JSON.stringify(json)).not.toContain("inner");
  });
});
