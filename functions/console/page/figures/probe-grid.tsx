import type { ComponentChildren } from "preact";
import { useCallback, useMemo, useState } from "preact/hooks";
import type { Metrics } from "../../../../lib/case/schemas.ts";
import { rankedProbes } from "../../../../lib/report/model/effects.ts";
import {
  type ProbeMap,
  probeIntroduction,
  probeMaps,
} from "../../../../lib/report/model/probe-maps.ts";
import { type ProbesModel, readProbes } from "../../../../lib/report/model/probes.ts";
import { probeStatistics, probeTable } from "../../../../lib/report/model/tables/probe-tables.ts";
import { probePalette } from "../../../../lib/report/geometry/map-entries.ts";
import { ColourBar } from "./colour-bar.tsx";
import { DataTable } from "./data-table.tsx";
import type { Cell } from "./cursor-model.ts";
import type { Size } from "./map-model.ts";
import {
  cellTexts,
  gridNumbers,
  probeAt,
  probeRaster,
  probeReadings,
  startingProbe,
} from "./probe-model.ts";
import { RasterCanvas } from "./raster-canvas.tsx";
import { ReadableMap } from "./readable-map.tsx";
import type { Reading } from "./readings.ts";
import { Segmented } from "./segmented.tsx";

/** The probe grid of a case as a map of differences, or the sentence that says there is none. */
export function ProbeGrid({ metrics }: { readonly metrics: Metrics }) {
  const part = useMemo(() => readProbes(metrics), [metrics]);
  if (part.present === undefined) return <p class="fig-absent">{part.absent}</p>;
  return <Probes probes={part.present} />;
}

const OPTIONS = [
  { value: "0", label: "ΔESI" },
  { value: "1", label: "Δdrift" },
] as const;

function Probes({ probes }: { readonly probes: ProbesModel }) {
  const [chosen, setChosen] = useState<"0" | "1">("0");
  const maps = useMemo(() => probeMaps(probes), [probes]);
  const [esi, drift] = maps[0] ?? [];
  const map = chosen === "0" ? esi : drift;
  const { noMap, notes } = probes;
  return (
    <div class="fig">
      <p>{probeIntroduction(probes)}</p>
      {notes.map((note) => (
        <p key={note} class="fig-note">
          {note}
        </p>
      ))}
      {noMap === undefined && map !== undefined ? (
        <figure class="fig-mapped fig-probes" aria-label={map.title}>
          <div class="fig-controls">
            <Segmented legend="Difference" options={OPTIONS} value={chosen} onChange={setChosen} />
          </div>
          <ReadableGrid probes={probes} map={map}>
            <ProbeTables probes={probes} />
          </ReadableGrid>
        </figure>
      ) : (
        <>
          <p class="fig-absent">{noMap}</p>
          <ProbeTables probes={probes} />
        </>
      )}
    </div>
  );
}

function ProbeTables({ probes }: { readonly probes: ProbesModel }) {
  const ranked = rankedProbes(probes.probes);
  return (
    <div class="fig-tables">
      <DataTable
        summary="Statistics of the probes as a table"
        content={() => probeStatistics(probes)}
        open
      />
      {ranked.length > 0 && (
        <DataTable summary="Probes as a table" content={() => probeTable(probes, ranked, [])} />
      )}
    </div>
  );
}

interface ReadableGridProps {
  readonly probes: ProbesModel;
  readonly map: ProbeMap;
  readonly children: ComponentChildren;
}

const HINT = "Point at a cell, or focus the grid and use the arrow keys.";
const SQUARE = { width: 1, height: 1 };

function ReadableGrid({ probes, map, children }: ReadableGridProps) {
  const [cell, setCell] = useState<Cell>();
  const start = useMemo(() => startingProbe(map), [map]);
  const raster = useMemo(() => probeRaster(map), [map]);
  const grid = useMemo(() => ({ width: map.gridSize, height: map.gridSize }), [map.gridSize]);
  const domain = useMemo(() => ({ min: -map.limit, max: map.limit }), [map.limit]);
  const overlay = useCallback((size: Size) => <CellValues map={map} side={size.width} />, [map]);
  const probe = cell && probeAt(probes, cell);
  const readingsOf = (at: Cell): Reading[] => probeReadings(probes, at, map.value);
  return (
    <>
      <ReadableMap
        label={`${map.title}: values by cell`}
        caption={map.caption}
        hint={HINT}
        words={map.words}
        grid={grid}
        image={SQUARE}
        cell={cell}
        start={start}
        readingsOf={readingsOf}
        onRead={setCell}
        overlay={overlay}
        canvas={<RasterCanvas raster={raster} palette={probePalette(map)} />}
        bar={
          <ColourBar
            palette={probePalette(map)}
            firstEntry={1}
            domain={domain}
            value={probe?.[map.value]}
          />
        }
      />
      {children}
    </>
  );
}

const NUMBER_SIZE = 12;

/** The numbers of rows and columns around the grid, and the values in its cells where they have room. */
function CellValues({ map, side }: { readonly map: ProbeMap; readonly side: number }) {
  const numbers = gridNumbers(map.gridSize, side, NUMBER_SIZE);
  const values = cellTexts(map, side);
  return (
    <g>
      {numbers.map(({ at, text }) => (
        <g key={text} class="fig-tick">
          <text x={at} y={-6} text-anchor="middle">
            {text}
          </text>
          <text x={-6} y={at} dy="0.35em" text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {values !== undefined && (
        <g class="fig-cell-texts" font-size={values.size}>
          {values.texts.map(({ x, y, text, ink }, index) => (
            <text key={index} x={x} y={y} dy="0.35em" class={`fig-${ink}`}>
              {text}
            </text>
          ))}
        </g>
      )}
    </g>
  );
}
