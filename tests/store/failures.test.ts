import { describe, expect, it } from "vitest";
import { ObjectTooLargeError } from "../../lib/store/contract.ts";
import { errnoOf, orUnavailable } from "../../lib/store/failures.ts";

describe("a failing file operation", () => {
  it("keeps its cause, and says what could not be done and why", async () => {
    const cause = Object.assign(new Error("EDQUOT: /secret/path"), { code: "EDQUOT" });
    await expect(orUnavailable("written", async () => await Promise.reject(cause))).rejects.toEqual(
      expect.objectContaining({
        message:
          "The store could not be written: the disk quota is used up (EDQUOT). " +
          "Its operator has to mend this.",
        cause,
      }),
    );
  });

  it("is passed on as it is when it is no failure of the system", async () => {
    for (const error of [new ObjectTooLargeError(5, 4), new TypeError("a bug")]) {
      await expect(orUnavailable("read", async () => await Promise.reject(error))).rejects.toBe(
        error,
      );
    }
  });

  it("has a code only where there is one", () => {
    expect(errnoOf(Object.assign(new Error("x"), { code: "EIO" }))).toBe("EIO");
    expect(errnoOf(Object.assign(new Error("x"), { code: 5 }))).toBeUndefined();
    expect(errnoOf(new Error("EIO"))).toBeUndefined();
    expect(errnoOf({ code: "EIO" })).toBeUndefined();
    expect(errnoOf(undefined)).toBeUndefined();
  });
});
