import type { ComponentChildren } from "preact";
import { useCallback, useId, useMemo, useState } from "preact/hooks";
import type { Manifest, OverlayBundle } from "../../../../lib/case/schemas.ts";
import { readEvidence } from "../../../../lib/report/model/evidence.ts";
import { type EvidenceMap, evidenceMaps } from "../../../../lib/report/model/evidence-maps.ts";
import { regionTable } from "../../../../lib/report/model/tables/region-table.ts";
import type { RegionModel, RegionsModel } from "../../../../lib/report/model/regions.ts";
import { VIRIDIS } from "../../../../lib/report/scales/palettes.ts";
import { ColourBar } from "./colour-bar.tsx";
import { DataTable } from "./data-table.tsx";
import { cellReadings, matrixRaster, startingCell, windowTable } from "./evidence-model.ts";
import type { Cell } from "./cursor-model.ts";
import type { Size } from "./map-model.ts";
import { RasterCanvas } from "./raster-canvas.tsx";
import { ReadableMap } from "./readable-map.tsx";
import type { Reading } from "./readings.ts";
import { Regions } from "./regions.tsx";
import { Segmented } from "./segmented.tsx";

interface EvidenceFigureProps {
  readonly overlay: OverlayBundle;
  readonly manifest: Manifest;
}

/** The heatmap and the evidence map of a case with its regions, or the sentences that say what it lacks. */
export function EvidenceFigure({ overlay, manifest }: EvidenceFigureProps) {
  const evidence = useMemo(() => readEvidence({ overlay, manifest }), [overlay, manifest]);
  const { image } = evidence;
  const maps = useMemo(() => evidenceMaps(evidence), [evidence]);
  const { heatmap, evidenceMap, regions } = evidence;
  const missing = [heatmap.absent, evidenceMap.absent, regions.absent];
  return (
    <div class="fig">
      {maps.length > 0 && <Maps maps={maps} image={image} regions={regions.present} />}
      {missing.map((sentence) =>
        sentence === undefined ? null : (
          <p key={sentence} class="fig-absent">
            {sentence}
          </p>
        ),
      )}
      {maps.length === 0 && <RegionTable model={regions.present} />}
    </div>
  );
}

/** The regions, and what a reader must know about those that are not drawn as given. */
function RegionTable({ model }: { readonly model: RegionsModel | undefined }) {
  if (model === undefined) return null;
  return (
    <>
      {model.notes.map((note) => (
        <p key={note} class="fig-note">
          {note}
        </p>
      ))}
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
  readonly image: Size;
  readonly regions: RegionsModel | undefined;
}

const NO_REGIONS: readonly RegionModel[] = [];

function Maps({ maps, image, regions }: MapsProps) {
  const [chosen, setChosen] = useState("0");
  const [percent, setPercent] = useState(100);
  const map = maps[Number(chosen)] ?? maps[0];
  if (map === undefined) return null;
  const options = maps.map(({ shortName: label }, index) => ({ value: String(index), label }));
  return (
    <figure class="fig-mapped" aria-label={map.name}>
      <div class="fig-controls">
        {maps.length > 1 && (
          <Segmented legend="Map" options={options} value={chosen} onChange={setChosen} />
        )}
        <Opacity percent={percent} onChange={setPercent} />
      </div>
      <ReadableEvidence
        map={map}
        image={image}
        regions={regions?.regions ?? NO_REGIONS}
        opacity={percent / 100}
      >
        <RegionTable model={regions} />
      </ReadableEvidence>
    </figure>
  );
}

interface OpacityProps {
  readonly percent: number;
  readonly onChange: (percent: number) => void;
}

/** The case has no image to lay the map over: fading it brings out the regions. */
function Opacity({ percent, onChange }: OpacityProps) {
  const id = useId();
  return (
    <div class="fig-opacity">
      <label htmlFor={id}>Opacity</label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        aria-valuetext={`${percent} %`}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output for={id}>{percent} %</output>
    </div>
  );
}

interface ReadableEvidenceProps {
  readonly map: EvidenceMap;
  readonly image: Size;
  readonly regions: readonly RegionModel[];
  readonly opacity: number;
  readonly children: ComponentChildren;
}

const HINT =
  "Point at the map, or focus it and use the arrow keys; with shift, ten cells at a time.";

function ReadableEvidence({ map, image, regions, opacity, children }: ReadableEvidenceProps) {
  const [cell, setCell] = useState<Cell>();
  const start = useMemo(() => startingCell(map), [map]);
  const raster = useMemo(() => matrixRaster(map), [map]);
  const overlay = useCallback((size: Size) => <Regions regions={regions} size={size} />, [regions]);
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
        canvas={<RasterCanvas raster={raster} palette={VIRIDIS} opacity={opacity} />}
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
