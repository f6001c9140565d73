import type { ComparedFigure } from "../../../../lib/report/model/comparison/key-figures.ts";

/** The key figures of both cases beside each other, with the differences. */
export function ComparedFigures({ figures }: { readonly figures: readonly ComparedFigure[] }) {
  if (figures.length === 0) return <p>Neither case states any of these figures.</p>;
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
            <FigureCell figure={a} />
            <FigureCell figure={b} />
            <td>{difference ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FigureCell({ figure }: { readonly figure: ComparedFigure["a"] }) {
  if (figure === undefined) return <td class="cmp-none">not stated</td>;
  return (
    <td>
      {figure.text}
      {figure.hint === "" ? null : <span>{figure.hint}</span>}
    </td>
  );
}
