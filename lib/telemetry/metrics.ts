import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { CacheEvent, CacheObserver } from "../cache/events.ts";
import type { Config } from "../config.ts";
import { SERVICE } from "./log.ts";

export const METRICS_NAMESPACE = "ClarityReports";

/** The metric that counts each event; docs/operations.md says what each means and what to do. */
export const EVENT_METRICS: Readonly<Record<CacheEvent["type"], string>> = {
  hit: "Hits",
  produced: "Misses",
  conflict: "Conflicts",
  take_over: "TakeOvers",
  hold_off: "HoldOffs",
  bad_object: "BadObjects",
  determinism_fault: "DeterminismFaults",
  production_failed: "RenderFailures",
  release_failed: "ReleaseFailures",
};
export const RENDER_TIME = "RenderTime";
export const REPORT_BYTES = "ReportBytes";

type Deployment = Pick<Config, "deployed" | "functionName">;

export interface Meter {
  readonly observe: CacheObserver;
  /** Writes what was measured since the last time; to be called before an invocation ends. */
  readonly publish: () => void;
}

/**
 * Deployed, metrics are lines in CloudWatch's embedded metric format, one an invocation: no request of
 * their own and nothing to lose when the function is frozen. Elsewhere nobody would read those, and the
 * log has a line for each event.
 */
export function createMeter({ deployed, functionName }: Deployment): Meter {
  return deployed
    ? embeddedMeter(functionName)
    : { observe: () => undefined, publish: () => undefined };
}

/** The function's name is a dimension, so that the stages of one account are told apart. */
function embeddedMeter(functionName: string | undefined): Meter {
  const metrics = new Metrics({
    namespace: METRICS_NAMESPACE,
    serviceName: SERVICE,
    ...(functionName === undefined ? {} : { defaultDimensions: { function: functionName } }),
  });
  return {
    observe: (event) => {
      metrics.addMetric(EVENT_METRICS[event.type], MetricUnit.Count, 1);
      if (event.type !== "produced") return;
      metrics.addMetric(RENDER_TIME, MetricUnit.Milliseconds, Math.round(event.durationMs));
      metrics.addMetric(REPORT_BYTES, MetricUnit.Bytes, event.bytes);
    },
    publish: () => {
      // With nothing to tell, Powertools would write a warning.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

/** Tells several observers of every event. */
export function toAll(...observers: readonly CacheObserver[]): CacheObserver {
  return (event) => {
    for (const observe of observers) observe(event);
  };
}
