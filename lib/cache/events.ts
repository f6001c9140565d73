/** What happened to a key, for logs and metrics. `slot` and `generation` are as in docs/protocol.md. */
export type CacheEvent =
  | { readonly type: "hit"; readonly key: string; readonly slot: number }
  | {
      readonly type: "produced";
      readonly key: string;
      readonly slot: number;
      readonly generation: number;
      /** Milliseconds that the production took. */
      readonly durationMs: number;
      readonly bytes: number;
    }
  | { readonly type: "stored"; readonly key: string; readonly slot: number }
  | { readonly type: "production_failed"; readonly key: string; readonly error: unknown }
  /** A call failed with `in_progress`. */
  | { readonly type: "conflict"; readonly key: string }
  | {
      readonly type: "take_over";
      readonly key: string;
      readonly generation: number;
      readonly reason: OpenReason;
    }
  | { readonly type: "hold_off"; readonly key: string; readonly generation: number }
  /** A stored result is damaged. */
  | { readonly type: "bad_object"; readonly key: string; readonly slot: number }
  | {
      readonly type: "determinism_fault";
      readonly key: string;
      readonly slot: number;
      /** SHA-256 of the bytes that are stored, and of those that were not. */
      readonly stored: string;
      readonly produced: string;
    }
  | { readonly type: "release_failed"; readonly key: string; readonly error: unknown };

/** Why a claim is open to be taken over. */
export type OpenReason = "released" | "withdrawn" | "dead" | "expired";

/** Receives every event, in the middle of the protocol. It must not throw. */
export type CacheObserver = (event: CacheEvent) => void;
