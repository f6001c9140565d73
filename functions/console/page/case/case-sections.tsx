import { RobustnessChart } from "../figures/index.ts";
import { lazily } from "../parts/lazily.tsx";
import type { Page } from "../state/page.ts";
import { CoreMetrics } from "./core-metrics.tsx";
import { OtherMembers } from "./other-members.tsx";
import { Section } from "./section.tsx";
import { Runs, Sweep } from "./sweep.tsx";
import type { LoadedCase } from "./use-case.ts";

const evidenceFigure = lazily(
  async () => (await import("../figures/evidence-figure.tsx")).EvidenceFigure,
);
const probeGrid = lazily(async () => (await import("../figures/probe-grid.tsx")).ProbeGrid);
const monteCarlo = lazily(async () => (await import("../figures/monte-carlo.tsx")).MonteCarlo);
// The browser loads them while it loads the artifacts.
for (const { preload } of [evidenceFigure, probeGrid, monteCarlo]) preload();

interface SectionsProps {
  readonly page: Page;
  readonly loaded: LoadedCase;
}

/** The report's sections, in its order and under its headings. */
export function CaseSections({ page, loaded }: SectionsProps) {
  const { artifacts, model } = loaded;
  const { surface, sweep, others } = model;
  return (
    <>
      <Section id="sweep" title="Sweep" about={["sweep_manifest"]} room="table" loaded={loaded}>
        {() => sweep.present && <Sweep sweep={sweep.present} />}
      </Section>
      <Section
        id="core-metrics"
        title="Core metrics"
        about={["metrics"]}
        room="table"
        loaded={loaded}
      >
        {() => artifacts.metrics && <CoreMetrics metrics={artifacts.metrics} />}
      </Section>
      <Section
        id="surface"
        title="Robustness surface"
        about={["robustness_surface", "confidence_surface", "entropy_surface"]}
        uses={["manifest", "metrics"]}
        room="figure"
        loaded={loaded}
      >
        {() => surface.present && <RobustnessChart surface={surface.present} />}
      </Section>
      <EvidenceSection page={page} loaded={loaded} />
      <ProbeSection page={page} loaded={loaded} />
      <SamplingSection page={page} loaded={loaded} />
      <Section
        id="runs"
        title="Runs of the sweep"
        about={["sweep_manifest"]}
        quiet
        room="table"
        loaded={loaded}
      >
        {() => sweep.present && <Runs runs={sweep.present.runs} />}
      </Section>
      {others.length === 0 ? null : (
        <section class="section" aria-labelledby="others-heading">
          <h2 id="others-heading">Other members</h2>
          <OtherMembers members={others} />
        </section>
      )}
    </>
  );
}

const OVERLAY = ["overlay_bundle"] as const;
/** The metrics may have an evidence map of the baseline. */
const OVERLAY_AND_BASELINE = [...OVERLAY, "metrics"] as const;

function EvidenceSection({ page, loaded }: SectionsProps) {
  const { evidence } = loaded.model;
  return (
    <Section
      id="evidence"
      computed={loaded.evidence}
      title="Evidence"
      about={evidence.baselineMap.present === undefined ? OVERLAY : OVERLAY_AND_BASELINE}
      uses={["manifest", "metrics"]}
      room="tall"
      loaded={loaded}
    >
      {() => <evidenceFigure.View page={page} evidence={evidence} />}
    </Section>
  );
}

function ProbeSection({ page, loaded }: SectionsProps) {
  const { probes, evidence } = loaded.model;
  const regions = evidence.regions.present?.regions ?? [];
  return (
    <Section
      id="probes"
      title="Probe grid"
      about={["metrics"]}
      uses={["manifest", "overlay_bundle"]}
      quiet
      room="figure"
      loaded={loaded}
    >
      {() =>
        probes.present === undefined ? (
          <p class="note">{probes.absent}</p>
        ) : (
          <probeGrid.View page={page} probes={probes.present} regions={regions} />
        )
      }
    </Section>
  );
}

/** The statistics stand in a file of their own, in the metrics, or in both. */
function SamplingSection({ page, loaded }: SectionsProps) {
  const { sampling } = loaded.model;
  const hasFile = loaded.names.includes("monte_carlo_stats");
  return (
    <Section
      id="sampling"
      title="Monte Carlo sampling"
      about={[hasFile ? "monte_carlo_stats" : "metrics"]}
      uses={["metrics"]}
      quiet={!hasFile}
      room="table"
      loaded={loaded}
    >
      {() =>
        sampling.present === undefined ? (
          <p class="note">{sampling.absent}</p>
        ) : (
          <monteCarlo.View page={page} sampling={sampling.present} />
        )
      }
    </Section>
  );
}
