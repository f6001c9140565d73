import type { CacheEvent, CacheObserver } from "../cache/events.ts";
import type { LogLevel } from "../config.ts";
import { errorFields } from "./error-fields.ts";
import type { Log, LogFields } from "./log.ts";

const LEVELS: Readonly<Record<CacheEvent["type"], LogLevel>> = {
  hit: "debug",
  conflict: "info",
  produced: "info",
  take_over: "warn",
  hold_off: "warn",
  release_failed: "warn",
  production_failed: "error",
  bad_object: "error",
  determinism_fault: "error",
};

/** Every event of the cache becomes a log line that counts it. */
export function cacheLog(log: Log): CacheObserver {
  return ({ type, key, ...fields }) => {
    log(LEVELS[type], type, { cache_key: key, ...shownOf(fields) });
  };
}

function shownOf(fields: object): LogFields {
  if ("error" in fields) return errorFields(fields.error);
  if (!("durationMs" in fields)) return { ...fields };
  const { durationMs, ...others } = fields;
  return { ...others, duration_ms: Math.round(Number(durationMs)) };
}
