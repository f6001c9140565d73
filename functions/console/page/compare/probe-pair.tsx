import { useId, useState } from "preact/hooks";
import {
  comparedCellsTable,
  type ComparedProbes,
} from "../../../../lib/report/model/comparison/probes.ts";
import { DataTable } from "../figures/index.ts";
import { ReadableGrid } from "../figures/probe-grid.tsx";
import { type Difference, ProbeControls } from "../figures/probe-controls.tsx";
import type { ProbeMap } from "../../../../lib/report/model/probe-maps.ts";
import { SIDES, type SideName } from "./sides.ts";

/** The probes of both cases, side by side on one scale of colours. */
export function ProbePair({ probes }: { readonly probes: ComparedProbes }) {
  const [chosen, setChosen] = useState<Difference>("0");
  const [at, setAt] = useState(0);
  const { settings, sameGrid, notes } = probes;
  const setting = settings[at] ?? settings[0];
  return (
    <div class="fig">
      <p>
        Orange is a fall of ESI or a rise of drift, purple the opposite, white no change, grey not
        probed. Both maps have one scale.
      </p>
      {notes.map((note) => (
        <p key={note} class="fig-note">
          {note}
        </p>
      ))}
      {setting === undefined ? null : (
        <>
          <ProbeControls
            difference={chosen}
            onDifference={setChosen}
            settings={settings}
            setting={at}
            onSetting={setAt}
          />
          <div class="cmp-pair">
            {SIDES.map((side) => (
              <GridOfSide key={side} side={side} map={setting.maps[chosen === "0" ? 0 : 1][side]} />
            ))}
          </div>
          {sameGrid && (
            <DataTable
              summary="Probes of both cases as a table"
              content={() => comparedCellsTable(setting)}
            />
          )}
        </>
      )}
    </div>
  );
}

function GridOfSide({ side, map }: { readonly side: SideName; readonly map: ProbeMap }) {
  const id = useId();
  return (
    <figure class="cmp-side fig-probes" aria-labelledby={id}>
      <p id={id} class={`cmp-letter fig-${side}`}>
        {side.toUpperCase()}
        <span class="hidden">: {map.title}</span>
      </p>
      <ReadableGrid map={map} />
    </figure>
  );
}
