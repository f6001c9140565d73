import { writeFileSync } from "node:fs";
import { RecordedRun, MOST_PROCESSES } from "./recorded-run.ts";
import { traceLines } from "./recorder.ts";
const out: string[] = [];
const from = Number(process.argv[2]), to = Number(process.argv[3]);
for (let seed = from; seed < to; seed++) {
  const run = new RecordedRun(seed);
  await run.run();
  out.push("trace", ...traceLines(run.events, MOST_PROCESSES));
}
writeFileSync("/tmp/spinm/tr/traces.txt", out.join("\n") + "\n");
