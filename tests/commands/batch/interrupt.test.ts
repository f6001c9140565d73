import { describe, expect, onTestFinished, test, vi } from "vitest";
import { exitAtSignals, untilInterrupted } from "../../../lib/commands/batch/interrupt.ts";

/** What the command listens with. No signal is sent: this process runs other tests. */
function listening() {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const interruption = untilInterrupted();
  const own = () =>
    signals.map((signal, index) =>
      process.listeners(signal).filter((listener) => before[index]?.includes(listener) !== true),
    );
  return { interruption, own };
}

describe("an interruption", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s aborts once, and has exit code %i", (signal, code) => {
    const { interruption, own } = listening();
    expect([interruption.signal.aborted, interruption.exitCode()]).toEqual([false, undefined]);
    const [[onSignal] = []] = own();
    onSignal?.(signal);
    expect([interruption.signal.aborted, interruption.exitCode()]).toEqual([true, code]);
    interruption.end();
  });

  test("is no longer noticed after the end", () => {
    const { interruption, own } = listening();
    expect(own().map(({ length }) => length)).toEqual([1, 1]);
    interruption.end();
    expect(own()).toEqual([[], []]);
  });
});

describe("a command that does not end in an orderly way", () => {
  test("exits at once, unless a part of it does", () => {
    const exit = vi.spyOn(process, "exit").mockImplementation(vi.fn<() => never>());
    const before = process.listeners("SIGINT");
    exitAtSignals();
    const onSignal = process.listeners("SIGINT").find((one) => !before.includes(one));
    onTestFinished(() => {
      exit.mockRestore();
      if (onSignal !== undefined) process.off("SIGINT", onSignal);
    });
    const interruption = untilInterrupted();
    onSignal?.("SIGINT");
    expect(exit).not.toHaveBeenCalled();
    interruption.end();
    onSignal?.("SIGINT");
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  });
});
