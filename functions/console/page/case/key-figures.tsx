import { useMemo } from "preact/hooks";
import { type CaseParts, tilesOf, type Tile } from "./parts-model.ts";

interface KeyFiguresProps {
  readonly parts: CaseParts;
}

/** The figures at a glance: those of the report's cover, in its words. */
export function KeyFigures({ parts }: KeyFiguresProps) {
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
          <KeyTile key={tile.figure.label} tile={tile} />
        ))}
      </dl>
    </section>
  );
}

function KeyTile({ tile: { figure } }: { readonly tile: Tile }) {
  return (
    <div class="tile">
      <dt>{figure.label}</dt>
      <dd>
        <strong>{figure.value}</strong>
        <span>{figure.hint}</span>
      </dd>
    </div>
  );
}
