import { describe, expect, it } from "vitest";
import { ClarityError } from "../../lib/errors.ts";
import { answerOf, resultOf } from "../../lib/service/task-answer.ts";
import { sentenceOf } from "../store/sentence-of.ts";
import { rejectionOf } from "../store/temp-folder.ts";

/** What comes out of another thread when a task throws this in it. */
async function received(thrown: unknown): Promise<unknown> {
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a library may throw anything
  const answer = await answerOf(async () => await Promise.reject(thrown));
  const crossed = structuredClone(answer);
  return await rejectionOf(new Promise((resolve) => resolve(resultOf(crossed))));
}

describe("an error that a task throws in a thread", () => {
  it("keeps its code, status, details and cause when it is one of ours", async () => {
    const cause = new RangeError("too deep");
    const details = { case_id: "case_1", file: "metrics.json" };
    const error = await received(new ClarityError("unreportable_case", "why", { cause, details }));
    expect(error).toBeInstanceOf(ClarityError);
    expect(error).toMatchObject({ code: "unreportable_case", status: 422, details });
    expect(error).toMatchObject({ message: "why", retryAfterSeconds: undefined });
    expect(error).toMatchObject({ cause: { name: "RangeError", message: "too deep" } });
  });

  it("keeps its retry delay", async () => {
    const error = new ClarityError("misconfigured", "why", { retryAfterSeconds: 30 });
    expect(await received(error)).toMatchObject({ retryAfterSeconds: 30, status: 503 });
  });

  it("keeps its message, which is made of its reason and facts", async () => {
    const facts = { operation: "written", errorCode: "ENOSPC" } as const;
    const thrown = new ClarityError("store_unavailable", undefined, {
      reason: "system_error",
      facts,
    });
    const error = await received(thrown);
    expect(error).toMatchObject({ reason: "system_error", facts });
    expect(sentenceOf(error)).toBe(sentenceOf(thrown));
  });

  it("keeps the system's code and the stack of another error", async () => {
    const thrown = Object.assign(new TypeError("no file"), { code: "ENOENT" });
    const error = await received(thrown);
    expect(error).not.toBeInstanceOf(ClarityError);
    expect(error).toMatchObject({ name: "TypeError", code: "ENOENT", stack: thrown.stack });
  });

  it("is an error even when the task threw another value", async () => {
    expect(await received("a text")).toMatchObject({ name: "Error", message: "a text" });
  });
});

it("the result of a task is what it returned", async () => {
  const bytes = new Uint8Array([1, 2]);
  const answer = await answerOf(async () => await Promise.resolve(bytes));
  expect(resultOf(structuredClone(answer))).toEqual(bytes);
});
