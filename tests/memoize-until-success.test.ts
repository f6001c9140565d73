import { describe, expect, it, vi } from "vitest";
import { memoizeUntilSuccess } from "../lib/memoize-until-success.ts";

/** A promise that is settled by hand. */
class Deferred {
  readonly promise: Promise<string>;
  #resolve: ((value: string) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  succeed(value: string): void {
    this.#resolve?.(value);
  }

  fail(): void {
    this.#reject?.(new Error("failed"));
  }
}

/** Two attempts that are settled by hand, and the memoized function that makes them. */
function twoAttempts() {
  const [first, second] = [new Deferred(), new Deferred()];
  const attempt = vi.fn<() => Promise<string>>();
  attempt.mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  return { first, second, attempt, call: memoizeUntilSuccess(attempt) };
}

describe("a function that is memoized until its success", () => {
  it("runs once for 10 concurrent calls, and not again after its success", async () => {
    const { first, attempt, call } = twoAttempts();
    const calls = Array.from({ length: 10 }, call);
    first.succeed("done");
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["done"]));
    expect(await call()).toBe("done");
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it("runs again after a failure", async () => {
    const { first, second, call } = twoAttempts();
    const failed = call();
    first.fail();
    await expect(failed).rejects.toThrow("failed");
    second.succeed("done");
    expect(await call()).toBe("done");
  });

  it("does not forget a newer attempt when a call that joined the failed one rejects later", async () => {
    const { first, second, attempt, call } = twoAttempts();
    const early = call().catch(() => "failed");
    first.fail();
    // In this order: the early call learns of the failure, a newer call begins, the late call learns of it.
    const newer = Promise.resolve().then(call);
    const late = call().catch(() => "failed");
    expect(await Promise.all([early, late])).toEqual(["failed", "failed"]);
    const newest = call();
    expect(attempt).toHaveBeenCalledTimes(2);
    second.succeed("done");
    expect(await Promise.all([newer, newest])).toEqual(["done", "done"]);
  });
});
