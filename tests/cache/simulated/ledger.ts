import { decodeClaim } from "../../../lib/cache/claim.ts";
import type { CachedResult, CacheEvent } from "../../../lib/cache/index.ts";
import { generationOf, withdrawnGeneration } from "../../../lib/cache/layout.ts";
import { digestOf } from "../../../lib/cache/results.ts";
import { ClarityError } from "../../../lib/errors.ts";
import type { Metadata } from "../../../lib/store/contract.ts";
import type { Processes, SimulatedProcess } from "./processes.ts";

const DOCUMENTED = new Set(["in_progress", "held_off", "no_capacity", "slots_exhausted"]);
const HOUR_MS = 3_600_000;
/** The store's answers may disagree by this much, which the lease's margin has to make up for. */
const MARGIN_MS = 2_000;
/** The longest pause between generations that were withdrawn. */
const PAUSE_MS = 60_000;
const TRACE_LINES = 120;

export class ProductionFailed extends Error {
  override readonly name = "ProductionFailed";
}

/** The machine interrupted a production, which itself did not fail. */
export class ProductionInterrupted extends Error {
  override readonly name = "ProductionInterrupted";
  readonly code = "ENOSPC";
}

interface Written {
  readonly key: string;
  readonly body: Uint8Array;
  readonly metadata: Metadata | undefined;
}

interface StoredOnce extends Written {
  readonly by: SimulatedProcess;
  /** Virtual time, which no clock of the store can move. */
  readonly at: number;
}

interface LedgerOptions {
  readonly now: () => number;
  /** Whether the store's clock never jumps, so that ages are what they seem. */
  readonly isClockHonest: boolean;
  /** Whether operations may fail. */
  readonly mayFail: boolean;
  readonly processes: Processes;
}

/** Records everything that happens, and what must never happen. */
export class Ledger {
  readonly violations: string[] = [];
  readonly trace: string[] = [];
  /** How often each event happened, so that a test can require that it did. */
  readonly counts = new Map<string, number>();
  readonly #options: LedgerOptions;
  readonly #stored = new Map<string, StoredOnce>();
  readonly #damaged = new Set<string>();
  readonly #nonces = new Set<string>();
  readonly #workedOff = new Set<string>();
  /** Where a release failed, so that the claim ends with its lease. */
  readonly #unreleased = new Set<string>();
  /** How many productions there were of a key in a process. */
  readonly #started = new Map<string, number>();
  readonly #misses = new Set<string>();
  /** The claims under which a production failed by itself. */
  readonly #failedClaims = new Set<string>();

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  note(line: string): void {
    this.trace.push(`${(this.#options.now() / 1000).toFixed(3)} s  ${line}`);
    if (this.trace.length > TRACE_LINES) this.trace.shift();
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  violated(rule: string): void {
    this.note(`VIOLATION: ${rule}`);
    this.violations.push(rule);
  }

  damaged(key: string): void {
    this.count("damage");
    this.#damaged.add(key);
  }

  /** The objects under a prefix, oldest first. */
  names(prefix: string): string[] {
    return [...this.#stored.keys()].filter((key) => key.startsWith(prefix));
  }

  /** How many slots of a key hold something that was damaged. */
  damagedSlots(key: string): number {
    return [0, 1, 2, 3].filter((slot) => this.#damaged.has(`reports/${key}/${slot}.pdf`)).length;
  }

  /** Every production has its own claim, and does not repeat a result that was stored before that claim. */
  produces(key: string, by: SimulatedProcess): void {
    this.count("production");
    const who = `${key} #${by.pid}`;
    const started = (this.#started.get(who) ?? 0) + 1;
    this.#started.set(who, started);
    const claims = this.names(`claims/${key}/`).filter((name) => this.#isClaimBy(name, by));
    if (started > claims.length) this.violated(`#${by.pid} produces without its own claim`);
    const [, , slot = ""] = claims.at(-1)?.split("/") ?? [];
    const result = `reports/${key}/${slot}.pdf`;
    const names = this.names("");
    const isOlder = names.slice(0, names.indexOf(claims.at(-1) ?? "")).includes(result);
    if (isOlder && !this.#damaged.has(result)) this.violated(`${result} is produced once more`);
  }

  #isClaimBy(name: string, by: SimulatedProcess): boolean {
    return isClaim(name) && this.#stored.get(name)?.by === by;
  }

  stored(written: Written, by: SimulatedProcess, at = this.#options.now()): void {
    const { key } = written;
    if (this.#stored.has(key)) this.violated(`${key} was created twice`);
    this.#stored.set(key, { ...written, body: written.body.slice(), by, at });
    const [folder, of = "", slot = "", name = ""] = key.split("/");
    if (folder === "reports") this.#checkResult(written, of, slot.replace(".pdf", ""));
    if (folder !== "claims") return;
    if (!isClaim(key)) this.#checkRelease(`claims/${of}/${slot}/`, name, by);
    else this.#checkClaim(written, `claims/${of}/${slot}/`, Number(name), by);
  }

  /** A result needs a claim of its slot, and its metadata names it. */
  #checkResult({ key, body, metadata = {} }: Written, of: string, slot: string): void {
    if (metadata["sha256"] !== digestOf(body)) this.violated(`${key} has another digest`);
    const prefix = `claims/${of}/${slot}/`;
    const claims = [...this.#stored.values()].filter((stored) => stored.key.startsWith(prefix));
    const nonces = claims.map((claim) => decodeClaim(claim.body).nonce);
    if (!nonces.includes(metadata["nonce"])) this.violated(`${key} has no claim`);
  }

  #checkRelease(prefix: string, name: string, by: SimulatedProcess): void {
    const [generation = "", nonce = "", end = ""] = name.split(".");
    this.count(end === "withdrawn" ? "withdrawal" : "release");
    const claim = this.#stored.get(prefix + generation);
    const isItsOwn = claim !== undefined && decodeClaim(claim.body).nonce === nonce;
    if (!isItsOwn) return;
    if (claim.by !== by) this.violated(`${prefix}${name} releases another's claim`);
    const hasFailed = this.#failedClaims.has(claim.key);
    if (hasFailed !== (end === "released")) this.violated(`${prefix}${name} is of the other kind`);
  }

  #checkClaim({ key, body }: Written, prefix: string, nth: number, by: SimulatedProcess): void {
    const { nonce = "none" } = decodeClaim(body);
    if (this.#nonces.has(nonce)) this.violated(`${key} has a nonce that was used before`);
    this.#nonces.add(nonce);
    if (nth === 0) return;
    this.count("take-over");
    const before = this.#stored.get(`${prefix}${nth - 1}`);
    if (before === undefined) return this.violated(`${key} skips a generation`);
    if (this.#options.isClockHonest) this.#checkTakeOver(before, prefix, nth, by);
  }

  #checkTakeOver(before: StoredOnce, prefix: string, nth: number, by: SimulatedProcess): void {
    const { leaseMs = 0, nonce = "" } = decodeClaim(before.body);
    if (this.#damaged.has(before.key)) return;
    const age = this.#options.now() - before.at;
    const ends = ["released", "withdrawn"].map((end) => `${prefix}${nth - 1}.${nonce}.${end}`);
    const isReleased = ends.some((end) => this.#stored.has(end));
    const isDead = this.#options.processes.isDead(before.by);
    const isOpen = isReleased || before.by === by || isDead || age >= leaseMs;
    if (!isOpen) this.violated(`${prefix}${nth} takes over what is live`);
    this.#checkHoldOff(prefix, nth, leaseMs);
    if (this.#isWithdrawn(before.key)) this.#checkPause(before, prefix, nth);
  }

  #checkHoldOff(prefix: string, nth: number, leaseMs: number): void {
    const counted = this.#counted(prefix, nth);
    const countedAge = this.#options.now() - (counted.at(-1)?.at ?? 0);
    const times = counted.length;
    const holdOffMs = times < 3 ? 0 : Math.min(leaseMs * 2 ** (times - 2), HOUR_MS);
    if (times >= 3) this.count("held-off take-over");
    if (countedAge < holdOffMs - MARGIN_MS) this.violated(`${prefix}${nth} was not held off`);
  }

  #checkPause(before: StoredOnce, prefix: string, nth: number): void {
    const withdrawn = nth - this.#counted(prefix, nth).length;
    if (withdrawn < 3) return;
    this.count("paused take-over");
    const pauseMs = Math.min(1_000 * 2 ** (withdrawn - 2), PAUSE_MS);
    const age = this.#options.now() - before.at;
    if (age < pauseMs - MARGIN_MS) this.violated(`${prefix}${nth} made no pause`);
  }

  /** The claims before a generation that must count towards hold-off: names alone show no withdrawal. */
  #counted(prefix: string, before: number): StoredOnce[] {
    const names = this.names(prefix).map((name) => name.slice(prefix.length));
    const withdrawn = new Set(names.map(withdrawnGeneration));
    return Array.from({ length: before }, (_, nth) => nth)
      .filter((nth) => !withdrawn.has(nth))
      .flatMap((nth) => this.#stored.get(`${prefix}${nth}`) ?? []);
  }

  /** A hold-off is no longer than a minute, unless three generations failed or died with their process. */
  #checkHeldOff(key: string, seconds: number): void {
    const claims = this.names(`claims/${key}/`).filter(isClaim);
    if (!this.#options.isClockHonest || claims.some((name) => this.#damaged.has(name))) return;
    const counted = claims.filter((name) => !this.#isWithdrawn(name));
    const times = [0, 1, 2, 3].map((slot) => {
      return counted.filter((name) => name.startsWith(`claims/${key}/${slot}/`)).length;
    });
    const isDeserved = Math.max(...times) >= 3;
    if (seconds * 1_000 > PAUSE_MS && !isDeserved) this.violated(`${key} is held off ${seconds} s`);
  }

  #isWithdrawn(claim: string): boolean {
    const body = this.#stored.get(claim)?.body ?? new Uint8Array();
    return this.#stored.has(`${claim}.${decodeClaim(body).nonce}.withdrawn`);
  }

  /** The events of a cache. */
  observed(by: SimulatedProcess, event: CacheEvent): void {
    this.count(event.type);
    if (event.type === "release_failed") this.#unreleased.add(`${event.key} #${by.pid}`);
    if (event.type === "production_failed" && event.error instanceof ProductionFailed) {
      const claims = this.names(`claims/${event.key}/`).filter((name) => this.#isClaimBy(name, by));
      this.#failedClaims.add(claims.at(-1) ?? "");
    }
    if (event.type !== "produced") return;
    const claim = `claims/${event.key}/${event.slot}/${event.generation}`;
    if (this.#stored.get(claim)?.by !== by) this.violated(`${claim} is not its producer's`);
    if (this.#workedOff.has(claim)) this.violated(`${claim} was used for a second production`);
    this.#workedOff.add(claim);
  }

  /** @param own whether the call itself produced these bytes */
  answered(key: string, result: CachedResult, own: boolean): void {
    this.count(result.hit ? "answer: hit" : "answer: produced");
    const name = `reports/${key}/${result.slot}.pdf`;
    const stored = this.#stored.get(name);
    if (stored === undefined) return this.violated(`${name} was answered but not stored`);
    if (!isAsStored(result, stored)) this.violated(`${name} was answered with something else`);
    if (!result.hit) this.#checkMiss(name, own);
    else if (own && !this.#damaged.has(name)) this.violated(`${name} is a hit for its producer`);
    const isNeeded = this.damagedSlots(key) >= result.slot;
    if (!isNeeded) this.violated(`${name} was answered, a good one before it`);
  }

  #checkMiss(name: string, own: boolean): void {
    if (!own) this.violated(`${name} is no hit, but another call made it`);
    if (this.#misses.has(name)) this.violated(`${name} was no hit twice`);
    this.#misses.add(name);
  }

  /** Live claims without a production and without a result. */
  leftBehind(key: string, by: SimulatedProcess): string[] {
    if (this.#unreleased.has(`${key} #${by.pid}`)) return [];
    const claims = [...this.#stored.values()].filter((stored) => isClaimOf(key, stored.key));
    const left = claims.filter((claim) => claim.by === by && this.#isStanding(claim));
    return left.map((claim) => claim.key);
  }

  #isStanding({ key, body }: StoredOnce): boolean {
    const [, of = "", slot = "", generation = ""] = key.split("/");
    const next = `claims/${of}/${slot}/${Number(generation) + 1}`;
    const given = `${key}.${decodeClaim(body).nonce}`;
    const ends = [`reports/${of}/${slot}.pdf`, `${given}.released`, `${given}.withdrawn`, next];
    return !this.#damaged.has(key) && !ends.some((end) => this.#stored.has(end));
  }

  refused(key: string, error: unknown): void {
    if (error instanceof ProductionFailed) return this.count("answer: production failed");
    if (error instanceof ProductionInterrupted) return this.count("answer: interrupted");
    if (!(error instanceof ClarityError)) return this.violated(`rejected with ${String(error)}`);
    this.count(`answer: ${error.code}`);
    const isDocumented = DOCUMENTED.has(error.code);
    const isFault = error.code === "store_unavailable" && this.#options.mayFail;
    if (!isDocumented && !isFault) this.violated(`rejected with ${error.code}: ${error.message}`);
    const isExhausted = this.damagedSlots(key) === 4;
    if (error.code === "slots_exhausted" && !isExhausted) this.violated("exhausted too early");
    if (error.code === "held_off" && !(Number(error.retryAfterSeconds) >= 1)) {
      this.violated("held off without Retry-After");
    }
    if (error.code === "held_off") this.#checkHeldOff(key, Number(error.retryAfterSeconds));
  }
}

function isAsStored({ body, sha256, nonce }: CachedResult, stored: StoredOnce): boolean {
  const digest = digestOf(stored.body);
  return digestOf(body) === digest && sha256 === digest && nonce === stored.metadata?.["nonce"];
}

function isClaimOf(key: string, name: string): boolean {
  return name.startsWith(`claims/${key}/`) && isClaim(name);
}

/** A claim, and not how one was given back. */
function isClaim(name: string): boolean {
  return generationOf(name.split("/").at(-1) ?? "") !== undefined;
}
