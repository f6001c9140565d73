import type { ArtifactSource } from "../store/contract.ts";
import { cacheKey } from "./cache-key.ts";
import type { Located } from "./case-layout.ts";
import type { Digest, DigestArtifacts } from "./digest.ts";
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
}

interface Reading extends Known {
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
  readonly #known = new Map<string, Known>();
  /** At most one reading per case at a time. */
  readonly #readings = new Map<string, Promise<Reading>>();

  /** @param digest how artifacts are hashed; by default in this thread */
  constructor(source: ArtifactSource, reportVersion: string, digest?: DigestArtifacts) {
    this.#source = source;
    this.#reportVersion = reportVersion;
    this.#digest = digest;
  }

  /** @throws ClarityError as `readCase` */
  async current(caseId: string): Promise<CurrentCase> {
    const known = this.#known.get(caseId);
    if (known !== undefined && (await this.#isCurrent(caseId, known))) return { key: known.key };
    const content = await this.content(caseId);
    return { key: content.key, content };
  }

  /** The whole current content of the case. @throws ClarityError as `readCase` */
  async content(caseId: string): Promise<CaseContent> {
    const underWay = this.#readings.get(caseId);
    if (underWay === undefined) return (await this.#read(caseId)).content;
    const joined = await successOf(underWay);
    if (joined !== undefined && (await this.#isCurrent(caseId, joined))) return joined.content;
    // A reading that is in progress now began after this request arrived, so it needs no check.
    return (await (this.#readings.get(caseId) ?? this.#read(caseId))).content;
  }

  async #isCurrent(caseId: string, { located }: Known): Promise<boolean> {
    const { base, identities } = await locateCase(this.#source, caseId, located.base);
    if (base !== located.base) return false;
    return identities.every((identity, index) => identity === located.identities[index]);
  }

  /** Registers the reading before the first `await`, so that the next request finds it. */
  async #read(caseId: string): Promise<Reading> {
    const reading = this.#readNow(caseId).finally(() => this.#readings.delete(caseId));
    this.#readings.set(caseId, reading);
    return await reading;
  }

  async #readNow(caseId: string): Promise<Reading> {
    const { located, ...hashed } = await readCase(this.#source, caseId, this.#digest);
    const { hashes: artifacts, record } = hashed;
    const key = cacheKey({ artifacts, record, report: this.#reportVersion });
    this.#remember(caseId, { key, located });
    return { key, located, content: { ...hashed, caseId, key } };
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
