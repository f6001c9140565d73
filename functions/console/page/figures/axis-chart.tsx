import { useCallback, useId, useMemo } from "preact/hooks";
import {
  RICH_SERIES,
  type Series,
  SERIES_OF_AXIS,
  seriesIn,
} from "../../../../lib/report/geometry/line-chart.ts";
import type { AxisModel, Baseline } from "../../../../lib/report/model/axes.ts";
import { axisWords, richCaption, richNames } from "../../../../lib/report/model/axis-words.ts";
import { pointsTable } from "../../../../lib/report/model/tables/points-table.ts";
import { axisChart, type AxisChart as ChartModel } from "./axis-chart-model.ts";
import { DataTable } from "./data-table.tsx";
import { PlotFrame, PlotLines, type PlotSize } from "./plot-frame.tsx";
import type { Reading } from "./readings.ts";
import { chartCaption, pointReadings, startingPoint } from "./robustness-model.ts";

interface AxisChartProps {
  readonly axis: AxisModel;
  readonly baseline: Baseline | undefined;
}

/** ESI and drift along one axis, then CSI and EDM if the case has them, with exact values. */
export function AxisChart({ axis, baseline }: AxisChartProps) {
  const stability = useMemo(() => seriesIn(axis, SERIES_OF_AXIS), [axis]);
  const rich = useMemo(() => seriesIn(axis, RICH_SERIES), [axis]);
  const { title } = axis;
  return (
    <>
      {stability.length > 0 && (
        <Chart
          title={title}
          axis={axis}
          series={stability}
          baseline={baseline}
          caption={chartCaption(axis, baseline)}
          tabled
        />
      )}
      {rich.length > 0 && (
        <Chart
          title={`${title}: ${richNames(axis)}`}
          axis={axis}
          series={rich}
          baseline={undefined}
          caption={richCaption(axis)}
          tabled={stability.length === 0}
        />
      )}
    </>
  );
}

interface ChartProps extends AxisChartProps {
  readonly title: string;
  readonly series: readonly Series[];
  readonly caption: string;
  /** Whether the table of the points follows: of two charts of an axis, one has it. */
  readonly tabled: boolean;
}

function Chart({ title, axis, series, baseline, caption, tabled }: ChartProps) {
  const id = useId();
  return (
    <figure class="fig-chart" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      <ReadablePlot
        title={title}
        axis={axis}
        series={series}
        baseline={baseline}
        caption={caption}
        describedBy={`${id}-words`}
      />
      <p id={`${id}-words`} hidden>
        {axisWords(axis, series)}
      </p>
      {tabled && (
        <DataTable
          summary={`Points of ${axis.title} as a table`}
          content={() => pointsTable(axis, axis.points)}
        />
      )}
    </figure>
  );
}

interface ReadablePlotProps extends Omit<ChartProps, "tabled"> {
  readonly describedBy: string;
}

function ReadablePlot({ axis, series, baseline, ...props }: ReadablePlotProps) {
  const { title, caption, describedBy } = props;
  const chartOf = useCallback(
    (size: PlotSize) => axisChart(axis, series, baseline, size),
    [axis, series, baseline],
  );
  return (
    <PlotFrame
      label={`Values of ${title}`}
      describedBy={describedBy}
      caption={caption}
      chartOf={chartOf}
      start={startOf}
      readingsOf={readingsOf}
      Drawing={Drawing}
    />
  );
}

const startOf = ({ points }: ChartModel): number => startingPoint(points);

const readingsOf = ({ points }: ChartModel, index: number): Reading[] => {
  const at = points[index];
  return at === undefined ? [] : pointReadings(at.point);
};

/** The lines of the chart, with what marks the unperturbed image. */
function Drawing({ chart }: { readonly chart: ChartModel }) {
  const { plot, series, unperturbed, rings, dotted } = chart;
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height];
  return (
    <>
      <path
        class="fig-frame fig-dashed"
        d={unperturbed.map((x) => `M${x} ${plot.y}V${bottom}`).join("")}
      />
      {dotted.map(({ name, y }) => (
        <line key={name} class={`fig-dotted fig-${name}`} x1={plot.x} x2={right} y1={y} y2={y} />
      ))}
      <PlotLines series={series} />
      <path class="fig-ring" d={rings} />
    </>
  );
}
