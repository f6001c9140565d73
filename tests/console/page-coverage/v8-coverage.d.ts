/** The package has no types of its own; this is what provider.ts uses of it. */
declare module "@bcoe/v8-coverage" {
  import type { Profiler } from "node:inspector";

  /** What V8's profiler returns for all scripts of a process. */
  export interface ProcessCov {
    readonly result: readonly Profiler.ScriptCoverage[];
  }

  /** Adds up the counts of scripts with the same address. */
  export function mergeProcessCovs(processes: readonly ProcessCov[]): ProcessCov;
}
