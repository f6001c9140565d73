import { EvidenceFigure, MonteCarlo, ProbeGrid, RobustnessChart } from "../figures/index.ts";
import { CoreMetrics } from "./core-metrics.tsx";
import { OtherMembers } from "./other-members.tsx";
import { Section } from "./section.tsx";
import { Runs, Sweep } from "./sweep.tsx";
import type { LoadedCase } from "./use-case.ts";

/** The report's sections, in its order and under its headings. */
export function CaseSections({ loaded }: { readonly loaded: LoadedCase }) {
  const { artifacts, model } = loaded;
  const { surface, evidence, probes, sampling, sweep, others } = model;
  const regions = evidence.regions.present?.regions ?? [];
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
      <Section
        id="evidence"
        title="Evidence"
        about={evidence.baselineMap.present === undefined ? OVERLAY : [...OVERLAY, "metrics"]}
        uses={["manifest", "metrics"]}
        room="tall"
        loaded={loaded}
      >
        {() => <EvidenceFigure evidence={evidence} />}
      </Section>
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
      <Section
        id="sampling"
        title="Monte Carlo sampling"
        about={loaded.names.includes("monte_carlo_stats") ? STATISTICS : ["metrics"]}
        uses={["metrics"]}
        quiet={!loaded.names.includes("monte_carlo_stats")}
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
const STATISTICS = ["monte_carlo_stats"] as const;
