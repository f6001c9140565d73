import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { CacheObserver } from "../cache/index.ts";
import type { Config } from "../config.ts";
import { CACHE_EVENTS } from "./cache-events.ts";
import { METRICS_NAMESPACE, SERVICE } from "./names.ts";

export const RENDER_TIME = "RenderTime";
export const REPORT_BYTES = "ReportBytes";

type Deployment = Pick<Config, "deployed" | "functionName">;

export interface Meter {
  readonly observe: CacheObserver;
  /** Writes all metrics since the last call. Call it before an invocation ends. */
  readonly publish: () => void;
}

/**
 * Deployed, each invocation writes its metrics as one line in CloudWatch's embedded metric format: that needs no
 * request, and nothing is lost when the function is frozen. On a laptop there are no metrics, because the log has
 * a line for each event.
 */
export function createMeter({ deployed, functionName }: Deployment): Meter {
  return deployed
    ? embeddedMeter(functionName)
    : { observe: () => undefined, publish: () => undefined };
}

/** The function's name is a dimension that distinguishes the stages of one account. */
function embeddedMeter(functionName: string | undefined): Meter {
  const metrics = new Metrics({
    namespace: METRICS_NAMESPACE,
    serviceName: SERVICE,
    ...(functionName === undefined ? {} : { defaultDimensions: { function: functionName } }),
  });
  return {
    observe: (event) => {
      metrics.addMetric(CACHE_EVENTS[event.type].metric, MetricUnit.Count, 1);
      if (event.type !== "produced") return;
      metrics.addMetric(RENDER_TIME, MetricUnit.Milliseconds, Math.round(event.durationMs));
      metrics.addMetric(REPORT_BYTES, MetricUnit.Bytes, event.bytes);
    },
    publish: () => {
      // Powertools would write a warning if there were no metrics.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

/** Passes every event to several observers. */
export function toAll(...observers: readonly CacheObserver[]): CacheObserver {
  return (event) => {
    for (const observe of observers) observe(event);
  };
}
