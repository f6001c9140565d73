import { useMemo, useState } from "preact/hooks";
import {
  RICH_SERIES,
  type Series,
  SERIES_OF_AXIS,
  seriesIn,
} from "../../../../lib/report/geometry/line-chart.ts";
import type { AxisModel, SurfaceModel } from "../../../../lib/report/model/axes.ts";
import {
  measuresIn,
  RICH_MEASURES,
  SUMMARY_MEASURES,
  type SummaryMeasure,
  surfaceIntroduction,
  summaryTints,
} from "../../../../lib/report/model/surface-summary.ts";
import { summaryTable } from "../../../../lib/report/model/tables/summary-table.ts";
import { AxisChart } from "./axis-chart.tsx";
import { DataTable } from "./data-table.tsx";
import { knownBaseline } from "./robustness-model.ts";
import { markerPath } from "./svg-path.ts";

/** Charts that are drawn at first, and that each press of the button adds. */
const AT_ONCE = 24;
/** So many charts look better two in a row than with one left over. */
const PAIRS = new Set([1, 2, 4]);

const ALL_SERIES = [...SERIES_OF_AXIS, ...RICH_SERIES];

/** The surfaces of a case along each axis. Stands below a heading of level 2. */
export function RobustnessChart({ surface: model }: { readonly surface: SurfaceModel }) {
  const [wanted, setWanted] = useState(AT_ONCE);
  const { axes, notes } = model;
  const baseline = useMemo(() => knownBaseline(model), [model]);
  const measured = useMemo(() => axes.filter(isCharted), [axes]);
  const series = ALL_SERIES.filter((each) =>
    measured.some((axis) => seriesIn(axis, [each]).length > 0),
  );
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
        <Legend series={series} unperturbed={baseline !== undefined} />
        <p class="fig-note screen-only">
          Point at a chart, or focus it and use the arrow keys, for the exact values.
        </p>
      </div>
      <div class={isPaired(measured) ? "fig-charts fig-pairs" : "fig-charts"}>
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
      {axes.map((axis, index) =>
        isCharted(axis) ? null : (
          <p key={index} class="fig-note">
            {emptyWords(axis)}
          </p>
        ),
      )}
      <div class="fig-tables">
        <Summary model={model} measures={SUMMARY_MEASURES} name="All axes as a table" />
        <Summary
          model={model}
          measures={RICH_MEASURES}
          name="Confidence and entropy of all axes as a table"
        />
      </div>
    </div>
  );
}

function isCharted(axis: AxisModel): boolean {
  return seriesIn(axis, ALL_SERIES).length > 0;
}

/** Whether charts look better two in a row: those of one axis belong beside each other. */
function isPaired(axes: readonly AxisModel[]): boolean {
  return PAIRS.has(axes.length) || axes.some((axis) => seriesIn(axis, RICH_SERIES).length > 0);
}

function emptyWords({ title, points }: AxisModel): string {
  if (points.length === 0) return `${title}: The case has no points on this axis.`;
  return `${title}: The case has no ESI, drift, CSI or EDM to draw on this axis.`;
}

interface SummaryProps {
  readonly model: SurfaceModel;
  readonly measures: readonly SummaryMeasure[];
  readonly name: string;
}

/** One row per axis for which the case states at least one measure. */
function Summary({ model, measures, name }: SummaryProps) {
  const { axes } = model;
  const stated = useMemo(() => measuresIn(model, measures), [model, measures]);
  const tints = useMemo(() => summaryTints(axes, stated), [axes, stated]);
  if (stated.length === 0) return null;
  return (
    <DataTable
      summary={name}
      content={() => summaryTable(model, axes, stated)}
      ground={(row, column) => tints[row]?.[column - 2]}
    />
  );
}

interface LegendProps {
  readonly series: readonly Series[];
  /** Whether there may be a point to ring. */
  readonly unperturbed: boolean;
}

function Legend({ series, unperturbed }: LegendProps) {
  return (
    <ul class="fig-legend">
      {series.map(({ name, legend }) => (
        <li key={name}>
          <svg width="36" height="12" aria-hidden="true" class={`fig-${name}`}>
            <path class="fig-line" d="M1 6H35" />
            <path class="fig-markers" d={markerPath(name, [{ x: 18, y: 6 }], 3.5)} />
          </svg>
          {legend}
        </li>
      ))}
      {unperturbed && (
        <li>
          <svg width="16" height="16" aria-hidden="true">
            <circle class="fig-ring" cx="8" cy="8" r="6" />
          </svg>
          unperturbed
        </li>
      )}
    </ul>
  );
}
