import { describe, expect, it } from "vitest";
import { ClarityError } from "../../lib/errors.ts";
import { ObjectTooLargeError } from "../../lib/store/contract.ts";
import { errnoOf, isOfEnvironment, asStoreError } from "../../lib/store/failures.ts";
import { sentenceOf } from "./sentence-of.ts";
import { rejectionOf } from "./temp-folder.ts";

describe("a failing file operation", () => {
  it("keeps its cause, and says what failed and why", async () => {
    const cause = Object.assign(new Error("EDQUOT: /secret/path"), { code: "EDQUOT" });
    const error = await rejectionOf(
      asStoreError("written", async () => await Promise.reject(cause)),
    );
    expect(error).toMatchObject({ cause });
    expect(sentenceOf(error)).toBe(
      "The store could not be written: the disk quota is used up (EDQUOT). " +
        "The operator has to fix this.",
    );
  });

  it("rejects with the original error when the system did not cause it", async () => {
    for (const error of [new ObjectTooLargeError(5, 4), new TypeError("a bug")]) {
      await expect(asStoreError("read", async () => await Promise.reject(error))).rejects.toBe(
        error,
      );
    }
  });

  it("has a code only when the cause has one", () => {
    expect(errnoOf(Object.assign(new Error("x"), { code: "EIO" }))).toBe("EIO");
    expect(errnoOf(Object.assign(new Error("x"), { code: 5 }))).toBeUndefined();
    expect(errnoOf(new Error("EIO"))).toBeUndefined();
    expect(errnoOf({ code: "EIO" })).toBeUndefined();
    expect(errnoOf(undefined)).toBeUndefined();
  });
});

describe("a failure", () => {
  it.each([
    ["of the disk", coded("ENOSPC")],
    ["of the network", coded("EAI_AGAIN")],
    ["of an HTTP client", new TypeError("fetch failed", { cause: coded("UND_ERR_SOCKET") })],
    ["of the installation", coded("ERR_MODULE_NOT_FOUND")],
    ["of a store", new ClarityError("store_unavailable", "no answer")],
    [
      "that a store's caused",
      new Error("unread", { cause: new ClarityError("store_untrusted", "") }),
    ],
    ["by a time limit", new DOMException("too late", "TimeoutError")],
  ])("%s is the environment's", (_, error) => {
    expect(isOfEnvironment(error)).toBe(true);
  });

  it.each([
    ["of the code", new TypeError("x is not a function")],
    ["of an argument", coded("ERR_INVALID_ARG_TYPE")],
    ["that no error describes", "ENOSPC"],
    ["of the case", new ClarityError("unreportable_case", "ENOSPC")],
  ])("%s is not", (_, error) => {
    expect(isOfEnvironment(error)).toBe(false);
  });

  it("whose causes form a circle is inspected only once", () => {
    const error = new Error("round");
    error.cause = error;
    expect(isOfEnvironment(error)).toBe(false);
  });
});

function coded(code: string): Error {
  return Object.assign(new Error("a failure"), { code });
}
