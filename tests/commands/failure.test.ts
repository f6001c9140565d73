import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../lib/commands/exit-codes.ts";
import { failureOf } from "../../lib/commands/failure.ts";
import { scratchName } from "../../lib/store/file/scratch.ts";
import { ERROR_CODES, type ErrorCode } from "../../lib/error-codes.ts";
import { ClarityError } from "../../lib/errors.ts";

function codesWith(exitCode: number): ErrorCode[] {
  return ERROR_CODES.filter((code) => exitCodeOf(new ClarityError(code, "")) === exitCode);
}

/** The store is out of reach, as the system says it. */
function outOfReach(code: string, path = "/srv/store"): ClarityError {
  const system = Object.assign(new Error(""), { code, path });
  const cause = new ClarityError("store_unavailable", "In terms of the store.", { cause: system });
  return new ClarityError("store_unavailable", "Out of reach.", { cause });
}

describe("the exit code", () => {
  it("is 75 for failures that may pass, 2 for wrong usage, and 1 for everything else", () => {
    expect(codesWith(75)).toEqual([
      "in_progress",
      "case_unsettled",
      "held_off",
      "no_capacity",
      "store_unavailable",
    ]);
    expect(
      ["EACCES", "EPERM", "EROFS", "ENOTDIR"].map((code) => exitCodeOf(outOfReach(code))),
    ).toEqual([1, 1, 1, 1]);
    expect(
      ["ENOSPC", "EIO", "EMFILE", "ESTALE"].map((code) => exitCodeOf(outOfReach(code))),
    ).toEqual([75, 75, 75, 75]);
    expect(codesWith(2)).toEqual(["invalid_request"]);
    expect(codesWith(1)).toHaveLength(ERROR_CODES.length - 6);
    expect(exitCodeOf(new TypeError("x"))).toBe(1);
  });
});

/** The text that people see when this path is out of reach. */
function printed(path: string): string {
  return failureOf(outOfReach("EROFS", path)).text;
}

describe("a failure", () => {
  it("is printed as a problem of the API, with its advice", () => {
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

  it("of an unknown kind is a bug, whatever was thrown", () => {
    for (const thrown of [new RangeError("odd"), "odd", undefined]) {
      const { text, json, exitCode } = failureOf(thrown);
      expect(exitCode).toBe(1);
      expect(text).toMatch(/^This is a bug\. Please report it in the project's issue tracker/);
      expect(json).toMatchObject({ type: "urn:clarity:problem:internal", status: 500 });
    }
    expect(failureOf(new RangeError("odd")).text).toContain("RangeError: odd\n    at ");
  });

  it("names the store's folder and not the file being written there", () => {
    const store = "/srv/tmp/store";
    expect(printed(`${store}/tmp/${scratchName()}/body.pdf`)).toBe(`Out of reach.\n  at ${store}`);
    expect(printed(`${store}/tmp`)).toBe(`Out of reach.\n  at ${store}/tmp`);
    expect(printed("/a\nb")).toBe("Out of reach.\n  at /a\\u000ab");
  });

  it("shows no stack unless it is a bug", () => {
    const error = new ClarityError("store_untrusted", "No.", { cause: new Error("inner") });
    const { text, json } = failureOf(error);
    expect(text).toBe("No.");
    expect(JSON.stringify(json)).not.toContain("inner");
  });
});
