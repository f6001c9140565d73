import type { ProcessIdentity } from "../store/process-identity.ts";

/** The holder of a claim: the cache instance and its process. */
export interface Owner extends ProcessIdentity {
  readonly instance: string;
}

/** The right to produce one result. Members that could not be read from a stored claim are undefined. */
export interface Claim {
  readonly nonce: string | undefined;
  readonly leaseMs: number | undefined;
  readonly owner: Owner | undefined;
}

export function encodeClaim(nonce: string, leaseMs: number, owner: Owner): Uint8Array {
  const { instance, boot, pidNamespace, pid, startTime, timeNamespace } = owner;
  const claim = {
    nonce,
    lease_ms: leaseMs,
    owner: {
      instance,
      boot,
      pid_namespace: pidNamespace,
      pid,
      start_time: startTime,
      time_namespace: timeNamespace,
    },
  };
  return new TextEncoder().encode(`${JSON.stringify(claim, undefined, 2)}\n`);
}

/** Reads any bytes as a claim. Never throws, because a damaged claim must not block its key. */
export function decodeClaim(body: Uint8Array): Claim {
  const claim = record(parse(body));
  const owner = record(claim["owner"]);
  const instance = text(owner["instance"]);
  const pid = amount(owner["pid"]);
  return {
    nonce: text(claim["nonce"]),
    leaseMs: amount(claim["lease_ms"]),
    owner:
      instance === undefined || pid === undefined
        ? undefined
        : {
            instance,
            boot: text(owner["boot"]),
            pidNamespace: text(owner["pid_namespace"]),
            pid,
            startTime: text(owner["start_time"]),
            timeNamespace: text(owner["time_namespace"]),
          },
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function amount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
