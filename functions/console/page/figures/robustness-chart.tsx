import { useMemo, useState } from "preact/hooks";
import type { Manifest, Metrics, RobustnessSurface } from "../../../../lib/case/schemas.ts";
import type { SurfaceModel } from "../../../../lib/report/model/axes.ts";
import { surfaceIntroduction, summaryTints } from "../../../../lib/report/model/surface-summary.ts";
import { summaryTable } from "../../../../lib/report/model/tables/summary-table.ts";
import { AxisChart } from "./axis-chart.tsx";
import { DataTable } from "./data-table.tsx";
import { knownBaseline, robustness } from "./robustness-model.ts";

interface RobustnessChartProps {
  readonly surface: RobustnessSurface;
  /** Says which axes were planned. */
  readonly manifest?: Manifest | undefined;
  /** Has the baseline, which tells the unperturbed point. */
  readonly metrics?: Metrics | undefined;
}

/** Charts that are drawn at first, and that each press of the button adds. */
const AT_ONCE = 24;
/** So many charts look better two in a row than with one left over. */
const PAIRS = new Set([1, 2, 4]);

/** ESI and drift along each axis of a robustness surface. Stands below a heading of level 2. */
export function RobustnessChart({ surface, manifest, metrics }: RobustnessChartProps) {
  const part = useMemo(() => robustness(surface, manifest, metrics), [surface, manifest, metrics]);
  if (part.present === undefined) return <p class="fig-absent">{part.absent}</p>;
  return <Surface model={part.present} />;
}

function Surface({ model }: { readonly model: SurfaceModel }) {
  const [wanted, setWanted] = useState(AT_ONCE);
  const { axes, notes } = model;
  const baseline = useMemo(() => knownBaseline(model), [model]);
  const tints = useMemo(() => summaryTints(axes), [axes]);
  const measured = axes.filter(({ points }) => points.length > 0);
  const left = measured.length - wanted;
  return (
    <div class="fig">
      <p>{surfaceIntroduction(model)}</p>
      {notes.map((note) => (
        <p key={note} class="fig-note">
          {note}
        </p>
      ))}
      <div class="fig-controls">
        <Legend />
        <p class="fig-note">
          Point at a chart, or focus it and use the arrow keys, for the exact values.
        </p>
      </div>
      <div class={PAIRS.has(measured.length) ? "fig-charts fig-pairs" : "fig-charts"}>
        {measured.slice(0, wanted).map((axis, index) => (
          <AxisChart key={index} axis={axis} baseline={baseline} />
        ))}
      </div>
      {left > 0 && (
        <p class="fig-rest">
          {left} of {measured.length} charts not shown.{" "}
          <button type="button" onClick={() => setWanted(wanted + AT_ONCE)}>
            Show {Math.min(AT_ONCE, left)} more
          </button>
        </p>
      )}
      {axes.map(({ title, points }, index) =>
        points.length > 0 ? null : (
          <p key={index} class="fig-note">
            {title}: The case has no points on this axis.
          </p>
        ),
      )}
      <DataTable
        summary="All axes as a table"
        content={() => summaryTable(model, axes)}
        ground={(row, column) => tints[row]?.[column - 2]}
      />
    </div>
  );
}

function Legend() {
  return (
    <ul class="fig-legend">
      <li>
        <svg width="36" height="12" aria-hidden="true" class="fig-esi">
          <path class="fig-line" d="M1 6H35" />
          <circle class="fig-markers" cx="18" cy="6" r="3.5" />
        </svg>
        ESI
      </li>
      <li>
        <svg width="36" height="12" aria-hidden="true" class="fig-drift">
          <path class="fig-line" d="M1 6H35" />
          <path class="fig-markers" d="M15 3h6v6h-6z" />
        </svg>
        drift
      </li>
      <li>
        <svg width="16" height="16" aria-hidden="true">
          <circle class="fig-ring" cx="8" cy="8" r="6" />
        </svg>
        unperturbed
      </li>
    </ul>
  );
}
