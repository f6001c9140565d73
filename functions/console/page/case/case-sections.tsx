import type { ComponentChildren } from "preact";
import type { Metrics } from "../../../../lib/case/schemas.ts";
import { CORE_METRICS_WORDS } from "../../../../lib/report/model/core-metrics.ts";
import { EvidenceFigure, MonteCarlo, ProbeGrid, RobustnessChart } from "../figures/index.ts";
import { Drawn } from "../parts/drawn.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { CoreMetrics } from "./core-metrics.tsx";
import type { CaseParts } from "./parts-model.ts";
import type { CaseLoadings, CasePart } from "./use-case.ts";

interface CaseSectionsProps {
  readonly loadings: CaseLoadings;
  readonly parts: CaseParts;
}

/** The report's sections, in its order and under its headings. */
export function CaseSections({ loadings, parts }: CaseSectionsProps) {
  const { manifest, metrics } = parts;
  return (
    <>
      <Section id="core-metrics" title="Core metrics" parts={parts}>
        <p>{CORE_METRICS_WORDS}</p>
        <Part part={loadings.metrics} what="The metrics" room="table">
          {(value) => <CoreMetrics metrics={value} />}
        </Part>
      </Section>
      <Section id="surface" title="Robustness surface" parts={parts}>
        <Part part={loadings.surface} what="The robustness surface" room="figure">
          {(surface) => <RobustnessChart surface={surface} manifest={manifest} metrics={metrics} />}
        </Part>
      </Section>
      <Section id="evidence" title="Evidence" parts={parts}>
        <Part part={loadings.overlay} what="The overlay bundle" room="tall">
          {(overlay) => <Evidence overlay={overlay} loadings={loadings} />}
        </Part>
      </Section>
      <Section id="probes" title="Probe grid" parts={parts}>
        <FurtherMetrics part={loadings.metrics} room="figure">
          {(value) => <ProbeGrid metrics={value} />}
        </FurtherMetrics>
      </Section>
      <Section id="sampling" title="Monte Carlo sampling" parts={parts}>
        <FurtherMetrics part={loadings.metrics} room="table">
          {(value) => <MonteCarlo metrics={value} />}
        </FurtherMetrics>
      </Section>
    </>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly parts: CaseParts;
  readonly children: ComponentChildren;
}

function Section({ id, title, parts, children }: SectionProps) {
  return (
    <section class="section" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      <Drawn parts={parts}>{children}</Drawn>
    </section>
  );
}

interface PartProps<T> {
  readonly part: CasePart<T>;
  readonly what: string;
  readonly room: "table" | "figure" | "tall";
  readonly children: (value: T) => ComponentChildren;
}

function Part<T>({ part, what, room, children }: PartProps<T>) {
  return (
    <Loaded loading={part.loading} what={what} room={room} onRetry={part.retry}>
      {children}
    </Loaded>
  );
}

/** What else is drawn of the metrics: why they are not to be had is told once, above. */
function FurtherMetrics({ part, room, children }: Omit<PartProps<Metrics>, "what">) {
  if (part.loading.name === "failed") {
    return <p class="note">Not shown: it is drawn of the metrics, which could not be had.</p>;
  }
  return (
    <Part part={part} what="The metrics" room={room}>
      {children}
    </Part>
  );
}

type Overlay = NonNullable<CaseParts["overlay"]>;

/** Regions in pixels need the image's size, which the manifest has. */
function Evidence({ overlay, loadings }: { overlay: Overlay; loadings: CaseLoadings }) {
  const { loading } = loadings.manifest;
  if (loading.name === "loaded") {
    return <EvidenceFigure overlay={overlay} manifest={loading.value} />;
  }
  if (loading.name === "loading") return <Skeleton room="tall" slow={loading.slow} />;
  return <p>Without the manifest the size of the image is not known, so nothing is drawn.</p>;
}
