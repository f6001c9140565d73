import type { ArtifactName } from "../../../../lib/case/schemas.ts";
import type { ComparedFigure } from "../../../../lib/report/model/comparison/key-figures.ts";
import { ofBoth, type Pair } from "../../../../lib/report/model/comparison/pair.ts";

interface ComparedFiguresProps {
  readonly figures: readonly ComparedFigure[];
  /** Artifacts of each case that could not be read: they may state what is missing here. */
  readonly unread: Pair<readonly ArtifactName[]>;
}

/** The key figures of both cases beside each other, with the differences. */
export function ComparedFigures({ figures, unread }: ComparedFiguresProps) {
  if (figures.length === 0) return <p>Neither case states any of these figures.</p>;
  const missing = ofBoth(unread, (names) => (names.length === 0 ? "not stated" : "not known"));
  return (
    <table class="cmp-figures">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
          <th scope="col">B − A</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ label, a, b, difference, differs }) => (
          <tr key={label} class={differs ? "cmp-differs" : ""}>
            <th scope="row">{label}</th>
            <FigureCell figure={a} missing={missing.a} />
            <FigureCell figure={b} missing={missing.b} />
            <td>{difference ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface FigureCellProps {
  readonly figure: ComparedFigure["a"];
  readonly missing: string;
}

function FigureCell({ figure, missing }: FigureCellProps) {
  if (figure === undefined) return <td class="cmp-none">{missing}</td>;
  return (
    <td>
      {figure.text}
      {figure.hint === "" ? null : <span>{figure.hint}</span>}
    </td>
  );
}
