import { useMemo } from "preact/hooks";
import { type CaseParts, tilesOf, type Tile } from "./parts-model.ts";
import type { CaseLoadings } from "./use-case.ts";

interface KeyFiguresProps {
  readonly loadings: CaseLoadings;
  readonly parts: CaseParts;
}

/** The figures at a glance: those of the report's cover, in its words. */
export function KeyFigures({ loadings, parts }: KeyFiguresProps) {
  const { manifest, metrics, surface, overlay } = parts;
  const tiles = useMemo(
    () => tilesOf({ manifest, metrics, surface, overlay }),
    [manifest, metrics, surface, overlay],
  );
  return (
    <section aria-labelledby="figures-heading">
      <h2 id="figures-heading" class="hidden">
        Key figures
      </h2>
      <dl class="tiles">
        {tiles.map((tile) => (
          <KeyTile key={tile.figure.label} tile={tile} failed={isFailed(loadings, tile)} />
        ))}
      </dl>
    </section>
  );
}

function isFailed(loadings: CaseLoadings, { source }: Tile): boolean {
  return loadings[source].loading.name === "failed";
}

function KeyTile({ tile, failed }: { readonly tile: Tile; readonly failed: boolean }) {
  const { figure, known } = tile;
  const value = known ? figure.value : failed ? "?" : "\u00a0";
  const hint = known ? figure.hint : failed ? "could not be read" : "loading";
  return (
    <div class={known || failed ? "tile" : "tile tile-loading"}>
      <dt>{figure.label}</dt>
      <dd>
        <strong>{value}</strong>
        <span>{hint}</span>
      </dd>
    </div>
  );
}
