import { EvidenceFigure, MonteCarlo, ProbeGrid, RobustnessChart } from "../figures/index.ts";
import { CoreMetrics } from "./core-metrics.tsx";
import { OtherMembers } from "./other-members.tsx";
import { Section } from "./section.tsx";
import { Runs, Sweep } from "./sweep.tsx";
import type { LoadedCase } from "./use-case.ts";

interface SectionsProps {
  readonly loaded: LoadedCase;
}

/** The report's sections, in its order and under its headings. */
export function CaseSections({ loaded }: SectionsProps) {
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
      <EvidenceSection loaded={loaded} />
      <ProbeSection loaded={loaded} />
      <SamplingSection loaded={loaded} />
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

function EvidenceSection({ loaded }: SectionsProps) {
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
      {() => <EvidenceFigure evidence={evidence} />}
    </Section>
  );
}

function ProbeSection({ loaded }: SectionsProps) {
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
          <ProbeGrid probes={probes.present} regions={regions} />
        )
      }
    </Section>
  );
}

/** The statistics stand in a file of their own, in the metrics, or in both. */
function SamplingSection({ loaded }: SectionsProps) {
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
          <MonteCarlo sampling={sampling.present} />
        )
      }
    </Section>
  );
}
