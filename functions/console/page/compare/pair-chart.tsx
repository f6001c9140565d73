import { useCallback, useId } from "preact/hooks";
import type {
  ComparedAxis,
  ComparedSurfaces,
} from "../../../../lib/report/model/comparison/axes.ts";
import {
  comparedPointsTable,
  MEASURE_NAMES,
} from "../../../../lib/report/model/comparison/axis-tables.ts";
import type { Measure } from "../../../../lib/report/model/worst.ts";
import { DataTable } from "../figures/index.ts";
import { PlotFrame, PlotLines, type PlotSize } from "../figures/plot-frame.tsx";
import type { Reading } from "../figures/readings.ts";
import {
  measuresOf,
  type PairChart as ChartModel,
  pairChart,
  pairCaption,
  pairReadings,
  pairWords,
} from "./pair-chart-model.ts";

interface AxisPairProps {
  readonly axis: ComparedAxis;
  readonly scales: ComparedSurfaces["scales"];
}

/** An axis that both cases have: a chart for each measure, with both cases in it, and the points as a table. */
export function AxisPair({ axis, scales }: AxisPairProps) {
  const measures = measuresOf(axis);
  const { title, notes } = axis;
  return (
    <section class="cmp-axis" aria-label={title}>
      <h3>{title}</h3>
      {notes.map((note) => (
        <p key={note} class="fig-note">
          {note}
        </p>
      ))}
      {measures.length === 0 ? (
        <p class="fig-note">Neither case has ESI, drift, CSI or EDM on this axis.</p>
      ) : (
        <div class="fig-charts fig-pairs">
          {measures.map((measure) => (
            <PairChart key={measure} axis={axis} scales={scales} measure={measure} />
          ))}
        </div>
      )}
      <DataTable
        summary={`Points of ${title} as a table`}
        content={() => comparedPointsTable(axis, measures)}
      />
    </section>
  );
}

interface PairChartProps extends AxisPairProps {
  readonly measure: Measure;
}

function PairChart({ axis, scales, measure }: PairChartProps) {
  const id = useId();
  const name = MEASURE_NAMES[measure];
  const values = scales[measure];
  const chartOf = useCallback(
    (size: PlotSize) => pairChart(axis, measure, values, size),
    [axis, measure, values],
  );
  const readingsOf = useCallback(
    ({ points }: ChartModel, index: number): Reading[] => {
      const at = points[index];
      return at === undefined ? [] : pairReadings(at.point, measure);
    },
    [measure],
  );
  return (
    <figure class="fig-chart" aria-labelledby={`${id}-title`}>
      <h4 id={`${id}-title`}>
        <span class="hidden">{axis.title}: </span>
        {name}
      </h4>
      <PlotFrame
        label={`${name} along ${axis.title}, both cases`}
        describedBy={`${id}-words`}
        caption={pairCaption(axis, measure)}
        chartOf={chartOf}
        start={first}
        readingsOf={readingsOf}
        Drawing={Lines}
      />
      <p id={`${id}-words`} hidden>
        {pairWords(axis, measure)}
      </p>
    </figure>
  );
}

const first = (): number => 0;

function Lines({ chart }: { readonly chart: ChartModel }) {
  return <PlotLines series={chart.series} />;
}
