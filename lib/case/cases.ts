import type { ArtifactSource } from "../store/contract.ts";
import { cacheKey } from "./cache-key.ts";
import { areSame, type Located } from "./case-layout.ts";
import type { Digest, DigestArtifacts } from "./digest.ts";
import type { KeyMemory } from "./key-memory.ts";
import { locateCase, readCase } from "./read-case.ts";

const REMEMBERED_CASES = 10_000;

/** The current state of a case. */
export interface CurrentCase {
  readonly key: string;
  /** The content that the key was made from; absent when a remembered key is still valid. */
  readonly content?: CaseContent;
}

/** A case that was read and hashed: the canonical JSON of its artifacts, their hashes, and the key. */
export interface CaseContent extends Omit<Digest, "cost"> {
  readonly caseId: string;
  readonly key: string;
}

interface Known {
  readonly key: string;
  readonly located: Located;
  /** Whether the store has it, or this process has tried. */
  isShared: boolean;
}

interface Reading {
  readonly located: Located;
  readonly content: CaseContent;
}

/**
 * The cases of a source. Hashing a case takes tens of milliseconds and reading identities almost none, so a key is
 * remembered until the identity of an artifact changes, and concurrent requests share one reading. Both are only
 * used if they agree with identities that were read *after* the request arrived, so an edit shows at once.
 */
export class Cases {
  readonly #source: ArtifactSource;
  readonly #reportVersion: string;
  readonly #digest: DigestArtifacts | undefined;
  readonly #memory: KeyMemory | undefined;
  readonly #known = new Map<string, Known>();
  /** At most one reading per case at a time. */
  readonly #readings = new Map<string, Promise<Reading>>();

  /**
   * @param digest how artifacts are hashed; by default in this thread
   * @param memory keys that processes share; only used if the identities of the source last
   */
  constructor(
    source: ArtifactSource,
    reportVersion: string,
    digest?: DigestArtifacts,
    memory?: KeyMemory,
  ) {
    this.#source = source;
    this.#reportVersion = reportVersion;
    this.#digest = digest;
    this.#memory = source.identitiesLast === true ? memory : undefined;
  }

  /** The key that the case had when it was last read or looked at. It may have changed since. */
  lastKey(caseId: string): string | undefined {
    return this.#known.get(caseId)?.key;
  }

  /** @throws ClarityError as `readCase` */
  async current(caseId: string): Promise<CurrentCase> {
    const known = this.#known.get(caseId);
    if (known !== undefined && (await this.#isCurrent(caseId, known))) return { key: known.key };
    const content = await this.content(caseId);
    return { key: content.key, content };
  }

  /**
   * As `current`, for callers that mostly need the key alone: a key that another process has stored saves reading the
   * case. Call `share` afterwards.
   *
   * @throws ClarityError as `readCase`
   */
  async currentKey(caseId: string): Promise<CurrentCase> {
    if (this.#memory === undefined) return await this.current(caseId);
    const known = this.#known.get(caseId);
    const located = await locateCase(this.#source, caseId, known?.located.base);
    if (known !== undefined && areSame(known.located, located)) return { key: known.key };
    const key = await this.#memory.recall({ caseId, located });
    if (key === undefined) {
      const content = await this.content(caseId, located);
      return { key: content.key, content };
    }
    this.#remember(caseId, { key, located, isShared: true });
    return { key };
  }

  /** Stores the key of the last reading for other processes, once. Never rejects. */
  async share(caseId: string): Promise<void> {
    const known = this.#known.get(caseId);
    if (this.#memory === undefined || known === undefined || known.isShared) return;
    known.isShared = true;
    await this.#memory.remember({ caseId, located: known.located }, known.key);
  }

  /**
   * The whole current content of the case.
   *
   * @param found what `locateCase` has returned since the request arrived, to save looking again
   * @throws ClarityError as `readCase`
   */
  async content(caseId: string, found?: Located): Promise<CaseContent> {
    const underWay = this.#readings.get(caseId);
    if (underWay === undefined) return (await this.#read(caseId, found)).content;
    const joined = await successOf(underWay);
    if (joined !== undefined && (await this.#isCurrent(caseId, joined))) return joined.content;
    // A reading that is in progress now began after this request arrived, so it needs no check.
    return (await (this.#readings.get(caseId) ?? this.#read(caseId))).content;
  }

  async #isCurrent(caseId: string, { located }: Pick<Known, "located">): Promise<boolean> {
    return areSame(located, await locateCase(this.#source, caseId, located.base));
  }

  /** Registers the reading before the first `await`, so that the next request finds it. */
  async #read(caseId: string, found?: Located): Promise<Reading> {
    const reading = this.#readNow(caseId, found).finally(() => this.#readings.delete(caseId));
    this.#readings.set(caseId, reading);
    return await reading;
  }

  async #readNow(caseId: string, found?: Located): Promise<Reading> {
    const { located, ...hashed } = await readCase(this.#source, caseId, this.#digest, found);
    const { hashes: artifacts, record } = hashed;
    const key = cacheKey({ artifacts, record, report: this.#reportVersion });
    const known = this.#known.get(caseId);
    const isShared = known?.isShared === true && areSame(known.located, located);
    this.#remember(caseId, { key, located, isShared });
    return { located, content: { ...hashed, caseId, key } };
  }

  #remember(caseId: string, known: Known): void {
    this.#known.delete(caseId);
    this.#known.set(caseId, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED_CASES && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** A request that only joined a reading starts its own when that reading fails. */
async function successOf(reading: Promise<Reading>): Promise<Reading | undefined> {
  try {
    return await reading;
  } catch {
    return undefined;
  }
}
