import type { ComponentChildren, ComponentType } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { ChartFrame } from "./axis-chart-model.ts";
import { nearest } from "./cursor-model.ts";
import { ReadOut } from "./read-out.tsx";
import { ReadingSlider } from "./reading-slider.tsx";
import { type Reading, spoken } from "./readings.ts";
import { useWidth } from "./use-width.ts";

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** A chart whose points can be read off. */
interface PlotChart extends ChartFrame {
  /** From left to right; `y` only of the series that the point has a value of. */
  readonly points: readonly {
    readonly x: number;
    readonly y: Readonly<Partial<Record<string, number>>>;
  }[];
}

interface PlotFrameProps<C extends PlotChart> {
  readonly label: string;
  /** The id of the sentence that says what is on it. */
  readonly describedBy: string;
  readonly caption: string;
  /** Kept with `useCallback`: another function draws the chart again. */
  readonly chartOf: (size: PlotSize) => C;
  /** The point that is read off first. */
  readonly start: (chart: C) => number;
  readonly readingsOf: (chart: C, index: number) => readonly Reading[];
  /** What is drawn within the frame. */
  readonly Drawing: ComponentType<{ readonly chart: C }>;
}

const HEIGHT = 220;
const GUESSED_WIDTH = 360;

/** A chart along an axis with a cursor that a pointer or the arrow keys move from point to point. */
export function PlotFrame<C extends PlotChart>(props: PlotFrameProps<C>) {
  const { label, describedBy, caption, chartOf, start, readingsOf, Drawing } = props;
  const [ref, { width, scale }] = useWidth<HTMLDivElement>(GUESSED_WIDTH);
  const chart = useMemo(() => chartOf({ width, height: HEIGHT }), [chartOf, width]);
  const drawing = useMemo(
    () => (
      <FrameLines chart={chart}>
        <Drawing chart={chart} />
      </FrameLines>
    ),
    [Drawing, chart],
  );
  const slider = useRef<HTMLInputElement>(null);
  const [index, setIndex] = useState<number>();
  const [focused, setFocused] = useState(false);
  const first = useMemo(() => start(chart), [start, chart]);
  const at = index ?? first;
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
        <ReadingSlider
          inputRef={slider}
          label={label}
          describedBy={describedBy}
          min={1}
          max={chart.points.length}
          value={at + 1}
          at={at}
          atValue={(value) => value - 1}
          words={spoken(readingsOf(chart, at))}
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
          {index !== undefined && <Cursor chart={chart} index={index} />}
        </svg>
      </div>
      <ReadOut readings={index === undefined ? undefined : readingsOf(chart, index)}>
        <p>{caption}</p>
      </ReadOut>
    </>
  );
}

function pointed(
  chart: PlotChart,
  event: { currentTarget: Element; clientX: number },
  scale: number,
): number {
  const x = (event.clientX - event.currentTarget.getBoundingClientRect().left) / scale;
  return nearest(
    chart.points.map((point) => point.x),
    x,
  );
}

interface FrameLinesProps {
  readonly chart: PlotChart;
  readonly children: ComponentChildren;
}

/** The parts of the chart that do not change while the cursor moves. */
function FrameLines({ chart, children }: FrameLinesProps) {
  const { plot, values, marks, labels } = chart;
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
      <path class="fig-frame" d={`M${plot.x} ${plot.y}V${bottom}H${right}`} />
      {children}
    </g>
  );
}

interface DrawnLine {
  /** The style sheet has a colour for it. */
  readonly name: string;
  readonly line: string;
  readonly markers: string | undefined;
}

export function PlotLines({ series }: { readonly series: readonly DrawnLine[] }) {
  return (
    <>
      {series.map(({ name, line, markers }) => (
        <g key={name} class={`fig-${name}`}>
          <path class="fig-line" d={line} />
          {markers !== undefined && <path class="fig-markers" d={markers} />}
        </g>
      ))}
    </>
  );
}

function Cursor({ chart, index }: { readonly chart: PlotChart; readonly index: number }) {
  const { plot, points } = chart;
  const at = points[index];
  if (at === undefined) return null;
  return (
    <g class="fig-cursor">
      <line x1={at.x} x2={at.x} y1={plot.y} y2={plot.y + plot.height} />
      {Object.entries(at.y).map(([name, y]) => (
        <circle key={name} class={`fig-${name}`} cx={at.x} cy={y} r={5} />
      ))}
    </g>
  );
}
