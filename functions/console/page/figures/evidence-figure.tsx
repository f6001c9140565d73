import type { ComponentChildren } from "preact";
import { useCallback, useMemo, useState } from "preact/hooks";
import type { EvidenceModel } from "../../../../lib/report/model/evidence.ts";
import {
  type EvidenceMap,
  evidenceMaps,
  outlinesWords,
} from "../../../../lib/report/model/evidence-maps.ts";
import {
  regionTable,
  totalAreaWords,
  unitWords,
} from "../../../../lib/report/model/tables/region-table.ts";
import type { RegionModel } from "../../../../lib/report/model/regions.ts";
import { exact } from "../../../../lib/report/model/numbers.ts";
import { VIRIDIS } from "../../../../lib/report/scales/palettes.ts";
import { ColourBar } from "./colour-bar.tsx";
import { DataTable } from "./data-table.tsx";
import { cellReadings, matrixRaster, startingCell, windowTable } from "./evidence-model.ts";
import type { Cell } from "./cursor-model.ts";
import { mapSize, type Size } from "./map-model.ts";
import { RasterCanvas } from "./raster-canvas.tsx";
import { ReadableMap } from "./readable-map.tsx";
import type { Reading } from "./readings.ts";
import { Regions } from "./regions.tsx";
import { Segmented } from "./segmented.tsx";

/** The heatmap and the evidence maps of a case with its regions, or the sentences that say what it lacks. */
export function EvidenceFigure({ evidence }: { readonly evidence: EvidenceModel }) {
  const maps = useMemo(() => evidenceMaps(evidence), [evidence]);
  const { heatmap, evidenceMap, regions, notes } = evidence;
  const missing = [heatmap.absent, evidenceMap.absent, regions.absent, ...notes];
  const sentences = new Set(missing.filter((sentence) => sentence !== undefined));
  return (
    <div class="fig">
      {maps.length > 0 && <Maps maps={maps} evidence={evidence} />}
      {[...sentences].map((sentence) => (
        <p key={sentence} class="fig-absent">
          {sentence}
        </p>
      ))}
      {maps.length === 0 && (
        <>
          <Outlines evidence={evidence} />
          <RegionTable evidence={evidence} />
        </>
      )}
    </div>
  );
}

/** The longest side of a drawing of the regions alone, in pixels. */
const OUTLINES_SIDE = 280;

/** Where the regions lie, of a case without a matrix to draw below them. */
function Outlines({ evidence: { regions, image } }: { readonly evidence: EvidenceModel }) {
  const drawn = regions.present?.regions ?? NO_REGIONS;
  if (drawn.every(({ box }) => box === undefined)) return null;
  const size = mapSize(OUTLINES_SIDE, image, OUTLINES_SIDE);
  const words = outlinesWords(drawn);
  return (
    <figure class="fig-outlines" aria-label={words}>
      <svg {...size} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <rect class="fig-frame" {...size} />
        <Regions regions={drawn} size={size} />
      </svg>
      <figcaption class="fig-caption">{words}</figcaption>
    </figure>
  );
}

/** The regions, their unit, and what a reader must know about those that are not drawn as given. */
function RegionTable({ evidence }: { readonly evidence: EvidenceModel }) {
  const { regions, statedTotalArea } = evidence;
  const model = regions.present;
  if (model === undefined) {
    if (statedTotalArea === undefined) return null;
    return <p>Total evidence area, as the case states it: {exact(statedTotalArea)}.</p>;
  }
  return (
    <>
      {[unitWords(model), ...model.notes, totalAreaWords(model, statedTotalArea)].map((note) =>
        note === undefined ? null : (
          <p key={note} class="fig-note">
            {note}
          </p>
        ),
      )}
      <DataTable
        summary="Evidence regions as a table"
        content={() => regionTable(model, model.regions)}
        open
      />
    </>
  );
}

interface MapsProps {
  readonly maps: readonly EvidenceMap[];
  readonly evidence: EvidenceModel;
}

const NO_REGIONS: readonly RegionModel[] = [];

function Maps({ maps, evidence }: MapsProps) {
  const [chosen, setChosen] = useState("0");
  const [outlined, setOutlined] = useState(true);
  const map = maps[Number(chosen)] ?? maps[0];
  if (map === undefined) return null;
  const regions = evidence.regions.present?.regions ?? NO_REGIONS;
  const options = maps.map(({ shortName: label }, index) => ({ value: String(index), label }));
  return (
    <figure class="fig-mapped" aria-label={map.name}>
      <div class="fig-controls">
        {maps.length > 1 && (
          <Segmented legend="Map" options={options} value={chosen} onChange={setChosen} />
        )}
        {regions.length > 0 && <Outlined outlined={outlined} onChange={setOutlined} />}
      </div>
      <ReadableEvidence map={map} image={evidence.image} regions={regions} outlined={outlined}>
        <RegionTable evidence={evidence} />
      </ReadableEvidence>
    </figure>
  );
}

interface OutlinedProps {
  readonly outlined: boolean;
  readonly onChange: (outlined: boolean) => void;
}

/** Outlines and labels cover cells of the map. */
function Outlined({ outlined, onChange }: OutlinedProps) {
  return (
    <label class="fig-outlined">
      <input
        type="checkbox"
        checked={outlined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      Outline the regions
    </label>
  );
}

interface ReadableEvidenceProps {
  readonly map: EvidenceMap;
  readonly image: Size;
  readonly regions: readonly RegionModel[];
  readonly outlined: boolean;
  readonly children: ComponentChildren;
}

const HINT =
  "Point at the map or tap it, or focus it and use the arrow keys; with shift, ten cells at a time.";

function ReadableEvidence({ map, image, regions, outlined, children }: ReadableEvidenceProps) {
  const [cell, setCell] = useState<Cell>();
  const start = useMemo(() => startingCell(map), [map]);
  const raster = useMemo(() => matrixRaster(map), [map]);
  const overlay = useCallback(
    (size: Size) => outlined && <Regions regions={regions} size={size} />,
    [regions, outlined],
  );
  const value = cell && map.matrix.rows[cell.row]?.[cell.col];
  const readingsOf = (at: Cell): Reading[] => cellReadings(at, map, regions);
  return (
    <>
      <ReadableMap
        label={`${map.name}: values by cell`}
        caption={map.caption}
        hint={HINT}
        words={map.words}
        grid={map.matrix}
        image={image}
        cell={cell}
        start={start}
        readingsOf={readingsOf}
        onRead={setCell}
        overlay={overlay}
        canvas={<RasterCanvas raster={raster} palette={VIRIDIS} />}
        bar={<ColourBar palette={VIRIDIS} firstEntry={0} domain={map.domain} value={value} />}
      />
      <div class="fig-tables">
        {children}
        <DataTable
          summary={`${map.name} as a table`}
          content={() => windowTable(map, cell ?? start)}
        />
      </div>
    </>
  );
}
