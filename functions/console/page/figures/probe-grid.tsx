import type { ComponentChildren } from "preact";
import { useCallback, useMemo, useState } from "preact/hooks";
import { rankedProbes, regionEffects } from "../../../../lib/report/model/effects.ts";
import {
  leftOutMaps,
  type ProbeMap,
  probeIntroduction,
  probeMaps,
} from "../../../../lib/report/model/probe-maps.ts";
import type { ProbesModel } from "../../../../lib/report/model/probes.ts";
import type { RegionModel } from "../../../../lib/report/model/regions.ts";
import {
  probeStatistics,
  probeTable,
  regionEffectTable,
} from "../../../../lib/report/model/tables/probe-tables.ts";
import { probePalette } from "../../../../lib/report/geometry/map-entries.ts";
import { ColourBar } from "./colour-bar.tsx";
import { DataTable } from "./data-table.tsx";
import type { Cell } from "./cursor-model.ts";
import type { Size } from "./map-model.ts";
import { type Difference, ProbeControls } from "./probe-controls.tsx";
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

interface ProbeGridProps {
  readonly probes: ProbesModel;
  readonly regions: readonly RegionModel[];
}

/** The probes of a case as maps of differences, one for each setting, and in tables. */
export function ProbeGrid({ probes, regions }: ProbeGridProps) {
  const [chosen, setChosen] = useState<Difference>("0");
  const [setting, setSetting] = useState(0);
  const maps = useMemo(() => probeMaps(probes), [probes]);
  const [esi, drift] = maps[setting] ?? maps[0] ?? [];
  const map = chosen === "0" ? esi : drift;
  const { noMap } = probes;
  const notes = [...probes.notes, leftOutMaps(probes) ?? []].flat();
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
          <ProbeControls
            difference={chosen}
            onDifference={setChosen}
            settings={probes.groups.slice(0, maps.length)}
            setting={setting}
            onSetting={setSetting}
          />
          <ReadableGrid map={map}>
            <ProbeTables probes={probes} regions={regions} />
          </ReadableGrid>
        </figure>
      ) : (
        <>
          <p class="fig-absent">{noMap}</p>
          <ProbeTables probes={probes} regions={regions} />
        </>
      )}
    </div>
  );
}

function ProbeTables({ probes, regions }: ProbeGridProps) {
  const ranked = useMemo(() => rankedProbes(probes.probes), [probes]);
  const statistics = useMemo(() => probeStatistics(probes), [probes]);
  const effects = useMemo(() => regionEffects(regions, probes), [regions, probes]);
  return (
    <div class="fig-tables">
      {statistics.rows.length > 0 && (
        <DataTable summary="Statistics of the probes as a table" content={() => statistics} open />
      )}
      {effects.length > 0 && (
        <DataTable
          summary="Regions by their effect as a table"
          content={() => regionEffectTable(effects)}
          open
        />
      )}
      {ranked.length > 0 && (
        <DataTable
          summary="Probes by their effect as a table"
          content={() => probeTable(probes, ranked, regions)}
        />
      )}
    </div>
  );
}

interface ReadableGridProps {
  readonly map: ProbeMap;
  readonly children?: ComponentChildren;
}

const HINT = "Point at a cell, or focus the grid and use the arrow keys.";
const SQUARE = { width: 1, height: 1 };

/** A map of probes whose cells can be read off. */
export function ReadableGrid({ map, children }: ReadableGridProps) {
  const [cell, setCell] = useState<Cell>();
  const start = useMemo(() => startingProbe(map), [map]);
  const raster = useMemo(() => probeRaster(map), [map]);
  const grid = useMemo(() => ({ width: map.gridSize, height: map.gridSize }), [map.gridSize]);
  const domain = useMemo(() => ({ min: -map.limit, max: map.limit }), [map.limit]);
  const overlay = useCallback((size: Size) => <CellValues map={map} side={size.width} />, [map]);
  const probe = cell && probeAt(map, cell);
  const readingsOf = (at: Cell): Reading[] => probeReadings(map, at);
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
