import { counted } from "../../../../lib/report/model/numbers.ts";
import type { RunModel } from "../../../../lib/report/model/runs.ts";
import { sweepFacts } from "../../../../lib/report/model/sweep-facts.ts";
import type { SweepModel } from "../../../../lib/report/model/sweep.ts";
import {
  commonTexts,
  runTable,
  runTextTable,
} from "../../../../lib/report/model/tables/run-tables.ts";
import { DataTable } from "../figures/index.ts";
import { FactList } from "./fact-list.tsx";
import { Quotation } from "./quotation.tsx";

/** What the sweep was to run: its axes and seeds, its image and its prompt. */
export function Sweep({ sweep }: { readonly sweep: SweepModel }) {
  const { prompt } = sweep.manifest;
  return (
    <>
      <p>As sweep_manifest.json states it.</p>
      <FactList facts={sweepFacts(sweep)} />
      {prompt === undefined ? null : (
        <Quotation title="Prompt" text={prompt} file="sweep_manifest.json" />
      )}
    </>
  );
}

/** Every run: what it was set to, what it measured, and the hashes that identify it. */
export function Runs({ runs }: { readonly runs: readonly RunModel[] }) {
  if (runs.length === 0) return <p>The sweep manifest lists no runs.</p>;
  const common = commonTexts(runs);
  const texts = runTextTable(runs, runs);
  return (
    <>
      <p>
        {counted(runs.length, "run")}, as sweep_manifest.json lists them.
        {common.length === 0 ? "" : " What all of them have in common is said once."}
      </p>
      {common.length === 0 ? null : <FactList facts={common} />}
      <div class="fig fig-tables">
        <DataTable summary="Runs as a table" content={() => runTable(runs)} open />
        {texts.columns.length < 2 ? null : (
          <DataTable summary="Hashes and texts of the runs as a table" content={() => texts} />
        )}
      </div>
    </>
  );
}
