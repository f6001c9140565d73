import { useId, useState } from "preact/hooks";
import {
  comparedCellsTable,
  type ComparedProbes,
} from "../../../../lib/report/model/comparison/probes.ts";
import { DataTable } from "../figures/index.ts";
import { ReadableGrid } from "../figures/probe-grid.tsx";
import { Segmented } from "../figures/segmented.tsx";
import type { ProbeMap } from "../../../../lib/report/model/probe-maps.ts";
import { SIDES, type SideName } from "./sides.ts";

const OPTIONS = [
  { value: "0", label: "ΔESI" },
  { value: "1", label: "Δdrift" },
] as const;

/** The probes of both cases, side by side on one scale of colours. */
export function ProbePair({ probes }: { readonly probes: ComparedProbes }) {
  const [chosen, setChosen] = useState<"0" | "1">("0");
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
          <div class="fig-controls">
            <Segmented legend="Difference" options={OPTIONS} value={chosen} onChange={setChosen} />
            <Settings settings={settings} value={at} onChange={setAt} />
          </div>
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

interface SettingsProps {
  readonly settings: ComparedProbes["settings"];
  readonly value: number;
  readonly onChange: (setting: number) => void;
}

function Settings({ settings, value, onChange }: SettingsProps) {
  if (settings.length < 2) return null;
  return (
    <label class="fig-setting">
      Perturbation
      <select
        class="input"
        value={value}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {settings.map(({ setting }, index) => (
          <option key={index} value={index}>
            {setting ?? "not stated"}
          </option>
        ))}
      </select>
    </label>
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
