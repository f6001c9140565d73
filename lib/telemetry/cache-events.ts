import type { CacheEvent, CacheObserver } from "../cache/index.ts";
import type { LogLevel } from "../config.ts";
import { errorFields, type LogFields } from "./log-fields.ts";
import type { Log } from "./log.ts";

/** How one kind of cache event appears: as an event of the log, and as a metric that counts it. */
interface Appearance {
  readonly event: string;
  readonly level: LogLevel;
  readonly metric: string;
}

/**
 * The vocabulary of log and metrics, once. docs/operations.md says what each means and what to do. The cache
 * produces results of any kind; here every result is a report, so a production is a render, and a stored
 * production is a miss.
 */
export const CACHE_EVENTS: Readonly<Record<CacheEvent["type"], Appearance>> = {
  hit: { event: "hit", level: "debug", metric: "Hits" },
  stored: { event: "miss", level: "info", metric: "Misses" },
  conflict: { event: "conflict", level: "info", metric: "Conflicts" },
  produced: { event: "render", level: "info", metric: "Renders" },
  production_failed: { event: "render_failed", level: "error", metric: "RenderFailures" },
  take_over: { event: "take_over", level: "warn", metric: "TakeOvers" },
  hold_off: { event: "hold_off", level: "warn", metric: "HoldOffs" },
  release_failed: { event: "release_failed", level: "warn", metric: "ReleaseFailures" },
  bad_object: { event: "bad_object", level: "error", metric: "BadObjects" },
  determinism_fault: { event: "determinism_fault", level: "error", metric: "DeterminismFaults" },
};

/** Logs every event of the cache. */
export function cacheLog(log: Log): CacheObserver {
  return ({ type, key, ...fields }) => {
    const { level, event } = CACHE_EVENTS[type];
    log(level, event, { cache_key: key, ...logFieldsOf(fields) });
  };
}

function logFieldsOf(fields: object): LogFields {
  if ("error" in fields) return errorFields(fields.error);
  if (!("durationMs" in fields)) return { ...fields };
  const { durationMs, ...others } = fields;
  return { ...others, duration_ms: Math.round(Number(durationMs)) };
}
