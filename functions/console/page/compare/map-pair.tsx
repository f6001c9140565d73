import { useCallback, useId, useMemo, useState } from "preact/hooks";
import type { ComparedMap, ComparedMaps } from "../../../../lib/report/model/comparison/maps.ts";
import { differenceMap, mapsTable } from "../../../../lib/report/model/comparison/maps.ts";
import { differenceOf, type Pair, signed } from "../../../../lib/report/model/comparison/pair.ts";
import { exact } from "../../../../lib/report/model/numbers.ts";
import type { RegionModel } from "../../../../lib/report/model/regions.ts";
import { DIVERGING, VIRIDIS } from "../../../../lib/report/scales/palettes.ts";
import { ColourBar } from "../figures/colour-bar.tsx";
import type { Cell } from "../figures/cursor-model.ts";
import { cellReadings, matrixRaster, startingCell } from "../figures/evidence-model.ts";
import { DataTable } from "../figures/index.ts";
import type { Size } from "../figures/map-model.ts";
import { RasterCanvas } from "../figures/raster-canvas.tsx";
import { ReadableMap } from "../figures/readable-map.tsx";
import type { Reading } from "../figures/readings.ts";
import { Regions } from "../figures/regions.tsx";
import { Segmented } from "../figures/segmented.tsx";
import { differenceRaster } from "./difference-raster.ts";
import { SIDES, type SideName } from "./sides.ts";

interface MapPairsProps {
  readonly maps: ComparedMaps;
  readonly images: Pair<Size>;
  readonly regions: Pair<readonly RegionModel[]>;
}

/** The matrices that both cases have, side by side on one scale of colours. */
export function MapPairs({ maps: { common, notes }, images, regions }: MapPairsProps) {
  const [chosen, setChosen] = useState("0");
  const map = common[Number(chosen)] ?? common[0];
  const options = common.map(({ shortName: label }, index) => ({ value: String(index), label }));
  return (
    <div class="fig">
      {common.length > 1 && (
        <div class="fig-controls">
          <Segmented legend="Map" options={options} value={chosen} onChange={setChosen} />
        </div>
      )}
      {map && <MapPair key={map.shortName} map={map} images={images} regions={regions} />}
      {notes.map((note) => (
        <p key={note} class="fig-absent">
          {note}
        </p>
      ))}
    </div>
  );
}

interface MapPairProps extends Omit<MapPairsProps, "maps"> {
  readonly map: ComparedMap;
}

function MapPair({ map, images, regions }: MapPairProps) {
  const [read, setRead] = useState<{ readonly side: SideName; readonly cell: Cell }>();
  const { maps, sameSize, words, shortName } = map;
  return (
    <>
      <p>
        {shortName}: {words}
      </p>
      <div class="cmp-pair">
        {SIDES.map((side) => (
          <MapOfSide
            key={side}
            side={side}
            map={map}
            image={images[side]}
            regions={regions[side]}
            cell={sameSize || read?.side === side ? read?.cell : undefined}
            onRead={(cell) => setRead(cell && { side, cell })}
          />
        ))}
        <Difference map={map} image={images.a} />
      </div>
      <DataTable
        summary={`${shortName} of both cases as a table`}
        content={() => mapsTable(maps)}
      />
    </>
  );
}

interface DifferenceProps {
  readonly map: ComparedMap;
  readonly image: Size;
}

/** Where B is above A, and where below; the maps beside it have the exact values. */
function Difference({ map, image }: DifferenceProps) {
  const found = useMemo(() => differenceMap(map), [map]);
  const raster = useMemo(() => found && differenceRaster(found), [found]);
  const domain = useMemo(() => found && { min: -found.limit, max: found.limit }, [found]);
  if (raster === undefined || domain === undefined) return null;
  const ratio = `${image.width} / ${image.height}`;
  return (
    <figure class="cmp-side" aria-label={`B minus A. ${map.words}`}>
      <p class="cmp-letter">B − A</p>
      <div class="fig-map">
        <div class="fig-map-room">
          <div class="fig-map-plot cmp-difference" style={{ aspectRatio: ratio }}>
            <RasterCanvas raster={raster} palette={DIVERGING} />
          </div>
        </div>
        <ColourBar palette={DIVERGING} firstEntry={1} domain={domain} value={undefined} />
      </div>
      <figcaption class="fig-caption">
        Orange is a larger value in B, purple a larger value in A, white no difference.
      </figcaption>
    </figure>
  );
}

interface MapOfSideProps {
  readonly side: SideName;
  readonly map: ComparedMap;
  readonly image: Size;
  readonly regions: readonly RegionModel[];
  readonly cell: Cell | undefined;
  readonly onRead: (cell: Cell | undefined) => void;
}

const HINT = "Point at a map, or focus it and use the arrow keys.";

function MapOfSide({ side, map: compared, image, regions, cell, onRead }: MapOfSideProps) {
  const id = useId();
  const map = compared.maps[side];
  const start = useMemo(() => startingCell(map), [map]);
  const raster = useMemo(() => matrixRaster(map), [map]);
  const overlay = useCallback((size: Size) => <Regions regions={regions} size={size} />, [regions]);
  const letter = side.toUpperCase();
  return (
    <figure class="cmp-side" aria-labelledby={id}>
      <p id={id} class={`cmp-letter fig-${side}`}>
        {letter}
      </p>
      <ReadableMap
        label={`${map.name} of ${letter}: values by cell`}
        caption={map.caption}
        hint={HINT}
        words={map.words}
        grid={map.matrix}
        image={image}
        cell={cell}
        start={start}
        readingsOf={(at) => [
          ...cellReadings(at, map, regions),
          ...(compared.sameSize ? otherReadings(at, compared.maps, side) : []),
        ]}
        onRead={onRead}
        overlay={overlay}
        canvas={<RasterCanvas raster={raster} palette={VIRIDIS} />}
        bar={
          <ColourBar
            palette={VIRIDIS}
            firstEntry={0}
            domain={map.domain}
            value={cell && map.matrix.rows[cell.row]?.[cell.col]}
          />
        }
      />
    </figure>
  );
}

/** What the other case has in the same cell. */
function otherReadings({ row, col }: Cell, maps: ComparedMap["maps"], side: SideName): Reading[] {
  const values = { a: maps.a.matrix.rows[row]?.[col], b: maps.b.matrix.rows[row]?.[col] };
  const other = side === "a" ? "b" : "a";
  const value = values[other];
  const difference = differenceOf(values);
  return [
    ...(value === undefined ? [] : [{ term: `In ${other.toUpperCase()}`, value: exact(value) }]),
    ...(difference === undefined ? [] : [{ term: "B − A", value: signed(difference) }]),
  ];
}
