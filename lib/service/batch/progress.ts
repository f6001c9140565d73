/** How far a batch is, in words. Runs in Node and in a browser. */
import type { BatchProgress } from "./run-batch.ts";

/** Cases that need no more work in this run. */
export function doneOf({ hits, renders, refused, failed }: BatchProgress): number {
  return hits + renders + refused + failed;
}

/** Rate, time left and faults `elapsedMs` after the begin, when `before` cases were done already. */
export function partsOf(progress: BatchProgress, elapsedMs: number, before = 0) {
  const { total, refused, failed } = progress;
  const done = doneOf(progress);
  const perSecond = (done - before) / (elapsedMs / 1000);
  return {
    rate: perSecond.toFixed(perSecond < 10 ? 1 : 0),
    left: done === before ? "?" : durationOf((total - done) / perSecond),
    faults:
      (refused === 0 ? "" : `, ${refused} refused`) + (failed === 0 ? "" : `, ${failed} failed`),
  };
}

/** `40 s`, `12 min`, `3 h 5 min` */
function durationOf(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
