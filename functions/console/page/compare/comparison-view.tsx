import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { ArtifactName } from "../../../../lib/case/schemas.ts";
import { comparedAxesTable } from "../../../../lib/report/model/comparison/axis-tables.ts";
import type { ComparedSurfaces } from "../../../../lib/report/model/comparison/axes.ts";
import { checksTable, recordTable } from "../../../../lib/report/model/comparison/checks.ts";
import {
  type Comparison,
  comparison,
  comparisonWords,
  namesInWords,
} from "../../../../lib/report/model/comparison/comparison.ts";
import { memberDifferences } from "../../../../lib/report/model/comparison/members.ts";
import { ofBoth, type Pair } from "../../../../lib/report/model/comparison/pair.ts";
import { comparedRegionsTable } from "../../../../lib/report/model/comparison/regions.ts";
import type { ReportModel } from "../../../../lib/report/model/model.ts";
import type { RegionModel } from "../../../../lib/report/model/regions.ts";
import { DataTable } from "../figures/index.ts";
import { markerPath } from "../figures/svg-path.ts";
import { ComparedFigures } from "./compared-figures.tsx";
import type { LoadedSide } from "./compared.ts";
import { MapPairs } from "./map-pair.tsx";
import { Members } from "./members-section.tsx";
import { AxisPair } from "./pair-chart.tsx";
import { ProbePair } from "./probe-pair.tsx";
import { SIDES } from "./sides.ts";

/** Members of one artifact that are listed. */
const MOST_MEMBERS = 50;

/** Everything in which the two differ. */
export function ComparisonView({ sides }: { readonly sides: Pair<LoadedSide> }) {
  const models = useMemo(() => ofBoth(sides, ({ model }) => model), [sides]);
  const unread = useMemo(
    () => ofBoth(sides, ({ failed }) => failed.map(({ name }) => name)),
    [sides],
  );
  const found = useMemo(() => comparison(models, unread), [models, unread]);
  const raw = useMemo(() => ofBoth(sides, (side) => side.raw), [sides]);
  const members = useMemo(() => memberDifferences(raw, MOST_MEMBERS), [raw]);
  return (
    <>
      <Part id="findings" title="In short">
        <ul class="cmp-words">
          {[...comparisonWords(found), membersWords(members, unread)].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Part>
      <Part id="figures" title="Key figures">
        <ComparedFigures figures={found.figures} unread={unread} />
      </Part>
      <Part id="only" title="Only in one of them">
        <Only only={found.only} isAllRead={unread.a.length + unread.b.length === 0} />
      </Part>
      <Part id="axes" title="Robustness surface">
        <Axes surfaces={found.surfaces} />
      </Part>
      <Maps models={models} found={found} />
      <Part id="checks" title="Checks and record">
        <Checks checks={found.checks} />
        <Record models={models} />
      </Part>
      <Part id="members" title="Members that differ">
        <Members differences={members} />
      </Part>
    </>
  );
}

interface MapsProps {
  readonly models: Pair<ReportModel>;
  readonly found: Comparison;
}

function Maps({ models, found: { maps, regions, probes } }: MapsProps) {
  return (
    <>
      <Part id="evidence" title="Evidence">
        <MapPairs
          maps={maps}
          images={ofBoth(models, ({ evidence }) => evidence.image)}
          regions={ofBoth(
            models,
            ({ evidence }) => evidence.regions.present?.regions ?? NO_REGIONS,
          )}
        />
        <ComparedRegionTable regions={regions} />
      </Part>
      <Part id="probes" title="Probe grid">
        {probes === undefined ? (
          <p>Not compared: no map of probes can be read in both cases.</p>
        ) : (
          <ProbePair probes={probes} />
        )}
      </Part>
    </>
  );
}

function Record({ models }: { readonly models: Pair<ReportModel> }) {
  const records = ofBoth(models, ({ record }) => record);
  return (
    <div class="fig">
      <DataTable
        summary="Record of checksums as a table"
        content={() => recordTable(records)}
        open
      />
    </div>
  );
}

const NO_REGIONS: readonly RegionModel[] = [];

function membersWords(
  members: ReturnType<typeof memberDifferences>,
  unread: Pair<readonly ArtifactName[]>,
): string {
  const unlike = members.filter((artifact) => artifact.in === "both" && artifact.total > 0);
  const total = unlike.reduce((sum, artifact) => sum + artifact.total, 0);
  const isAllRead = unread.a.length + unread.b.length === 0;
  if (isAllRead && members.every((artifact) => artifact.total === 0)) {
    return "The two are the same: every member of every artifact is equal.";
  }
  if (total === 0) {
    return isAllRead
      ? "The artifacts that both have are the same."
      : "The artifacts that can be read in both are the same.";
  }
  const files = unlike.length === 1 ? "1 artifact" : `${unlike.length} artifacts`;
  return `${total} ${total === 1 ? "member differs" : "members differ"} in ${files} that both have.`;
}

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Part({ id, title, children }: PartProps) {
  return (
    <section class="section cmp-part" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      {children}
    </section>
  );
}

interface OnlyProps extends Pick<Comparison, "only"> {
  readonly isAllRead: boolean;
}

function Only({ only, isAllRead }: OnlyProps) {
  if (only.length === 0) {
    const where = isAllRead ? "" : ", as far as they can be read";
    return <p>Both have the same artifacts, axes, points and evidence regions{where}.</p>;
  }
  return (
    <dl class="facts">
      {only.map(({ what, a, b }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            <p>Only in A: {namesInWords(a)}</p>
            <p>Only in B: {namesInWords(b)}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Axes that are drawn at first, and that each press of the button adds. */
const AT_ONCE = 12;

function Axes({ surfaces }: { readonly surfaces: ComparedSurfaces }) {
  const [wanted, setWanted] = useState(AT_ONCE);
  const { common, onlyA, onlyB, scales } = surfaces;
  const left = common.length - wanted;
  return (
    <div class="fig">
      {common.length === 0 ? (
        <p>No axis is known to be in both cases, so no points are compared.</p>
      ) : (
        <div class="fig-controls">
          <Legend />
          <p class="fig-note">
            All charts of a measure have the same scale. Point at a chart, or focus it and use the
            arrow keys, for the exact values.
          </p>
        </div>
      )}
      <OnlyAxes side="A" titles={onlyA.map(({ title }) => title)} />
      <OnlyAxes side="B" titles={onlyB.map(({ title }) => title)} />
      {common.slice(0, wanted).map((axis, index) => (
        <AxisPair key={index} axis={axis} scales={scales} />
      ))}
      {left > 0 && (
        <p class="fig-rest">
          {left} of {common.length} axes not shown.{" "}
          <button type="button" onClick={() => setWanted(wanted + AT_ONCE)}>
            Show {Math.min(AT_ONCE, left)} more
          </button>
        </p>
      )}
      {common.length > 0 && (
        <DataTable
          summary="Common axes as a table"
          content={() => comparedAxesTable(surfaces)}
          open
        />
      )}
    </div>
  );
}

function OnlyAxes({ side, titles }: { readonly side: string; readonly titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <p class="fig-note">
      Only in {side}, so not compared: {namesInWords(titles)}.
    </p>
  );
}

function Legend() {
  return (
    <ul class="fig-legend">
      {SIDES.map((side) => (
        <li key={side}>
          <svg width="36" height="12" aria-hidden="true" class={`fig-${side}`}>
            <path class="fig-line" d="M1 6H35" />
            <path
              class="fig-markers"
              d={markerPath(side === "a" ? "esi" : "drift", [{ x: 18, y: 6 }], 3.5)}
            />
          </svg>
          {side.toUpperCase()}
        </li>
      ))}
    </ul>
  );
}

function ComparedRegionTable({ regions }: Pick<Comparison, "regions">) {
  if (regions === undefined) return null;
  return (
    <div class="fig">
      {regions.notes.map((note) => (
        <p key={note} class="fig-note">
          {note}
        </p>
      ))}
      <DataTable
        summary="Evidence regions as a table"
        content={() => comparedRegionsTable(regions)}
        open
      />
    </div>
  );
}

function Checks({ checks: { unlike, failing, all } }: Pick<Comparison, "checks">) {
  return (
    <div class="fig">
      {unlike.length === 0 ? (
        <p>
          {failing.length === 0
            ? "Every check that can be made holds in both."
            : "The same checks do not hold in both."}
        </p>
      ) : (
        <DataTable
          summary="Checks that do not hold in one alone"
          content={() => checksTable(unlike, "Checks that do not hold in one of the two.")}
          open
        />
      )}
      {failing.length > 0 && (
        <DataTable
          summary="Checks that do not hold in both"
          content={() => checksTable(failing, "Checks that do not hold in A nor in B.")}
          open
        />
      )}
      <DataTable
        summary="All checks of both as a table"
        content={() => checksTable(all, "Every check, with its outcome in both cases.")}
      />
    </div>
  );
}
