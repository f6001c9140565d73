import { useMemo } from "preact/hooks";
import type { MonteCarlo as Statistics } from "../../../../lib/case/schemas.ts";
import { samplesSentence, type SamplingModel } from "../../../../lib/report/model/sampling.ts";
import { samplingTable } from "../../../../lib/report/model/tables/sampling-table.ts";
import { DataTable } from "./data-table.tsx";
import { type SampleRange, sampleRanges } from "./sampling-model.ts";

/** The statistics of repeated sampling, from each artifact that states them. */
export function MonteCarlo({ sampling }: { readonly sampling: SamplingModel }) {
  const { sources, notes } = sampling;
  return (
    <div class="fig">
      {notes.length > 0 && <p>{notes.join(" ")}</p>}
      {sources.map(({ file, monteCarlo }) => (
        <Source key={file} statistics={monteCarlo} file={sources.length > 1 ? file : undefined} />
      ))}
    </div>
  );
}

interface SourceProps {
  readonly statistics: Statistics;
  /** Set if there are several statistics. */
  readonly file: string | undefined;
}

function Source({ statistics, file }: SourceProps) {
  const ranges = useMemo(() => sampleRanges(statistics), [statistics]);
  const words =
    samplesSentence(statistics) ?? "The case does not state how many samples there are.";
  const table = useMemo(() => samplingTable(statistics), [statistics]);
  return (
    <>
      <p>{file === undefined ? words : `In ${file}: ${words}`}</p>
      {ranges.map((range) => (
        <Range key={range.name} range={range} />
      ))}
      {table.rows.length > 0 && (
        <DataTable
          summary={`Statistics of the samples${file === undefined ? "" : ` in ${file}`} as a table`}
          content={() => table}
        />
      )}
    </>
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
