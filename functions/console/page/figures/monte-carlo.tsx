import { useMemo } from "preact/hooks";
import type { Metrics } from "../../../../lib/case/schemas.ts";
import { samplesSentence } from "../../../../lib/report/model/sampling.ts";
import { samplingTable } from "../../../../lib/report/model/tables/sampling-table.ts";
import { DataTable } from "./data-table.tsx";
import { type SampleRange, sampleRanges } from "./sampling-model.ts";

/** The statistics of repeated sampling, or the sentence that says there are none. */
export function MonteCarlo({ metrics }: { readonly metrics: Metrics }) {
  const { monte_carlo: sampling } = metrics;
  const ranges = useMemo(() => (sampling === undefined ? [] : sampleRanges(sampling)), [sampling]);
  if (sampling === undefined) {
    return <p class="fig-absent">The case has no Monte Carlo statistics.</p>;
  }
  return (
    <div class="fig">
      <p>{samplesSentence(sampling)}</p>
      {ranges.map((range) => (
        <Range key={range.name} range={range} />
      ))}
      <DataTable
        summary="Statistics of the samples as a table"
        content={() => samplingTable(sampling)}
      />
    </div>
  );
}

const percent = (share: number): string => `${share * 100}%`;

/** Smallest to largest as a thin line, the standard deviation as a thick one, the mean as a dot. */
function Range({ range }: { readonly range: SampleRange }) {
  const { name, min, max, mean, deviation, marks, words } = range;
  return (
    <figure class="fig-range">
      <figcaption>
        <strong>{name}</strong> {words}
      </figcaption>
      <svg aria-hidden="true">
        <line class="fig-frame" x1="0" x2="100%" y1="30" y2="30" />
        <line class="fig-span" x1={percent(min)} x2={percent(max)} y1="14" y2="14" />
        <line
          class="fig-deviation"
          x1={percent(deviation.from)}
          x2={percent(deviation.to)}
          y1="14"
          y2="14"
        />
        {[min, max].map((at, index) => (
          <line key={index} class="fig-span" x1={percent(at)} x2={percent(at)} y1="8" y2="20" />
        ))}
        <circle class="fig-mean" cx={percent(mean)} cy="14" r="5" />
        {marks.map(({ at, label }) => (
          <g key={label} class="fig-tick">
            <line class="fig-frame" x1={percent(at)} x2={percent(at)} y1="30" y2="34" />
            <text x={percent(at)} y="47" text-anchor="middle">
              {label}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
