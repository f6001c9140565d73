import type { RefObject } from "preact";
import { useId, useMemo, useRef, useState } from "preact/hooks";
import {
  RICH_SERIES,
  type Series,
  SERIES_OF_AXIS,
  seriesIn,
} from "../../../../lib/report/geometry/line-chart.ts";
import type { AxisModel, Baseline } from "../../../../lib/report/model/axes.ts";
import { axisWords, richCaption, richNames } from "../../../../lib/report/model/axis-words.ts";
import { pointsTable } from "../../../../lib/report/model/tables/points-table.ts";
import { axisChart, type AxisChart as ChartModel, type DrawnPoint } from "./axis-chart-model.ts";
import { nearest } from "./cursor-model.ts";
import { DataTable } from "./data-table.tsx";
import { ReadOut } from "./read-out.tsx";
import { spoken } from "./readings.ts";
import { chartCaption, pointReadings, startingPoint } from "./robustness-model.ts";
import { useWidth } from "./use-width.ts";

interface AxisChartProps {
  readonly axis: AxisModel;
  readonly baseline: Baseline | undefined;
}

const HEIGHT = 220;
const GUESSED_WIDTH = 360;

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

function ReadablePlot(props: ReadablePlotProps) {
  const { title, axis, series, baseline, caption, describedBy } = props;
  const [ref, { width, scale }] = useWidth<HTMLDivElement>(GUESSED_WIDTH);
  const chart = useMemo(
    () => axisChart(axis, series, baseline, { width, height: HEIGHT }),
    [axis, series, baseline, width],
  );
  const drawing = useMemo(() => <Drawing chart={chart} />, [chart]);
  const slider = useRef<HTMLInputElement>(null);
  const [index, setIndex] = useState<number>();
  const [focused, setFocused] = useState(false);
  const read = index === undefined ? undefined : chart.points[index];
  const toPointer = (event: PointerEvent & { currentTarget: Element }): void =>
    setIndex(pointed(chart, event, scale));
  return (
    <>
      <div
        ref={ref}
        class="fig-plot"
        role="presentation"
        onPointerMove={toPointer}
        onPointerDown={toPointer}
        onPointerLeave={() => setIndex(focused ? index : undefined)}
        onClick={() => slider.current?.focus()}
      >
        <PointSlider
          inputRef={slider}
          label={`Values of ${title}`}
          describedBy={describedBy}
          points={chart.points}
          index={index}
          onRead={setIndex}
          onFocused={setFocused}
        />
        <svg
          width={width * scale}
          height={HEIGHT * scale}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          aria-hidden="true"
        >
          {drawing}
          {read !== undefined && <Cursor chart={chart} at={read} />}
        </svg>
      </div>
      <ReadOut readings={read && pointReadings(read.point)}>
        <p>{caption}</p>
      </ReadOut>
    </>
  );
}

interface PointSliderProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly describedBy: string;
  readonly points: readonly DrawnPoint[];
  readonly index: number | undefined;
  readonly onRead: (index: number | undefined) => void;
  readonly onFocused: (focused: boolean) => void;
}

/** The chart for keys and screen readers: a slider over its points, whose value is said in words. */
function PointSlider(props: PointSliderProps) {
  const { inputRef, label, describedBy, points, index, onRead, onFocused } = props;
  const start = useMemo(() => startingPoint(points), [points]);
  const at = points[index ?? start];
  return (
    <input
      ref={inputRef}
      class="fig-slider"
      type="range"
      min={1}
      max={points.length}
      step={1}
      value={(index ?? start) + 1}
      aria-label={label}
      aria-valuetext={at === undefined ? "" : spoken(pointReadings(at.point))}
      aria-describedby={describedBy}
      onFocus={() => {
        onFocused(true);
        onRead(index ?? start);
      }}
      onBlur={() => {
        onFocused(false);
        onRead(undefined);
      }}
      onInput={(event) => onRead(Number(event.currentTarget.value) - 1)}
    />
  );
}

function pointed(
  chart: ChartModel,
  event: { currentTarget: Element; clientX: number },
  scale: number,
): number {
  const x = (event.clientX - event.currentTarget.getBoundingClientRect().left) / scale;
  return nearest(
    chart.points.map((point) => point.x),
    x,
  );
}

/** The parts of the chart that do not change while the cursor moves. */
function Drawing({ chart }: { readonly chart: ChartModel }) {
  const { plot, values, marks, labels, series, unperturbed, rings, dotted } = chart;
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height];
  return (
    <g>
      {values.map(({ y, label }) => (
        <g key={label}>
          <line class="fig-grid" x1={plot.x} x2={right} y1={y} y2={y} />
          <text class="fig-tick" x={plot.x - 6} y={y} dy="0.35em" text-anchor="end">
            {label}
          </text>
        </g>
      ))}
      <path class="fig-frame" d={marks.map((x) => `M${x} ${bottom}v4`).join("")} />
      {labels.map(({ x, text }) => (
        <text key={x} class="fig-tick" x={x} y={bottom + 17} text-anchor="middle">
          {text}
        </text>
      ))}
      <path
        class="fig-frame fig-dashed"
        d={unperturbed.map((x) => `M${x} ${plot.y}V${bottom}`).join("")}
      />
      {dotted.map(({ name, y }) => (
        <line key={name} class={`fig-dotted fig-${name}`} x1={plot.x} x2={right} y1={y} y2={y} />
      ))}
      <path class="fig-frame" d={`M${plot.x} ${plot.y}V${bottom}H${right}`} />
      {series.map(({ name, line, markers }) => (
        <g key={name} class={`fig-${name}`}>
          <path class="fig-line" d={line} />
          {markers !== undefined && <path class="fig-markers" d={markers} />}
        </g>
      ))}
      <path class="fig-ring" d={rings} />
    </g>
  );
}

function Cursor({ chart: { plot }, at }: { readonly chart: ChartModel; readonly at: DrawnPoint }) {
  return (
    <g class="fig-cursor">
      <line x1={at.x} x2={at.x} y1={plot.y} y2={plot.y + plot.height} />
      {Object.entries(at.y).map(([name, y]) => (
        <circle key={name} class={`fig-${name}`} cx={at.x} cy={y} r={5} />
      ))}
    </g>
  );
}
