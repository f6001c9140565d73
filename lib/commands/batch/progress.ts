import { SingleBar } from "cli-progress";
import type { BatchProgress } from "../../service/batch/run-batch.ts";
import { printError, type AnswerOptions, type Io } from "../io.ts";
import { doneOf, partsOf } from "../../service/batch/progress.ts";
import { counted } from "../quantities.ts";

/** Elsewhere than on a terminal, such as in the log of a job, progress is a line in this interval. */
const LINE_EVERY_MS = 30_000;

export interface BatchDisplay {
  readonly show: (progress: BatchProgress) => void;
  readonly end: () => void;
}

/** Shows on standard error how many cases are done, how many per second, and how long the rest takes. */
export function batchDisplay(io: Io, total: number, options: AnswerOptions): BatchDisplay {
  return io.stderr.isTTY === true ? barOn(io.stderr, total) : linesOn(io, options);
}

function barOn(stream: NodeJS.WritableStream, total: number): BatchDisplay {
  const format = "{bar} {value} of {total} cases, {rate}/s, {left} left{faults}";
  const bar = new SingleBar({ stream, format, clearOnComplete: true, hideCursor: null });
  const begun = performance.now();
  bar.start(total, 0, { rate: "0", left: "?", faults: "" });
  return {
    show: (progress) => bar.update(doneOf(progress), partsOf(progress, performance.now() - begun)),
    end: () => bar.stop(),
  };
}

function linesOn(io: Io, options: AnswerOptions): BatchDisplay {
  const begun = performance.now();
  let last = begun;
  return {
    show: (progress) => {
      const now = performance.now();
      if (now - last < LINE_EVERY_MS) return;
      last = now;
      const { rate, left, faults } = partsOf(progress, now - begun);
      const done = `${doneOf(progress)} of ${counted(progress.total, "case")}`;
      const text = `${done}, ${rate}/s, ${left} left${faults}`;
      printError(io, { text, json: { event: "progress", ...progress } }, options);
    },
    end: () => undefined,
  };
}
