import type { ArtifactSource } from "../store/contract.ts";
import { cacheKey } from "./cache-key.ts";
import { identifyCase, readCase, type CaseSnapshot } from "./read-case.ts";
import { CaseIdSchema, type ArtifactHashes, type CaseArtifacts } from "./schemas.ts";
import * as v from "valibot";

const REMEMBERED_CASES = 10_000;

/** A case as it stands now. */
export interface CurrentCase {
  readonly key: string;
  /** What the key was made of; absent when the key is known from before and nothing changed since. */
  readonly content?: CaseContent;
}

export interface CaseContent {
  readonly key: string;
  readonly artifacts: CaseArtifacts;
  readonly hashes: ArtifactHashes;
}

interface Known {
  readonly key: string;
  readonly identities: readonly string[];
  readonly content?: CaseContent;
}

/**
 * The cases of a source. Hashing a case costs tens of milliseconds and asking for four identities next to
 * nothing, so a key is remembered for as long as no artifact's identity has changed; requests that arrive
 * together share one reading. Both are only used when the identities asked for *after* the request arrived
 * agree, so an edit shows at once.
 */
export class Cases {
  readonly #source: ArtifactSource;
  readonly #reportVersion: string;
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<Known>>();

  constructor(source: ArtifactSource, reportVersion: string) {
    this.#source = source;
    this.#reportVersion = reportVersion;
  }

  /** The ids of all cases, sorted; folders with another sort of name are not cases. */
  async list(): Promise<string[]> {
    const names = await this.#source.folders();
    return names.filter((name) => v.is(CaseIdSchema, name));
  }

  /** @throws ClarityError as `readCase` */
  async current(caseId: string): Promise<CurrentCase> {
    const known = (await this.#pending(caseId)) ?? this.#known.get(caseId);
    if (known !== undefined && (await this.#isCurrent(caseId, known))) return known;
    return await this.#read(caseId);
  }

  /** The whole content of the case as it stands now. @throws ClarityError as `readCase` */
  async content(caseId: string): Promise<CaseContent> {
    const pending = await this.#pending(caseId);
    if (pending?.content !== undefined && (await this.#isCurrent(caseId, pending))) {
      return pending.content;
    }
    return (await this.#read(caseId)).content;
  }

  async #isCurrent(caseId: string, known: Known): Promise<boolean> {
    const identities = await identifyCase(this.#source, caseId);
    return identities.every((identity, index) => identity === known.identities[index]);
  }

  /** A reading that is under way; one that fails is no help to others. */
  async #pending(caseId: string): Promise<Known | undefined> {
    try {
      return await this.#reading.get(caseId);
    } catch {
      return undefined;
    }
  }

  async #read(caseId: string): Promise<Known & { content: CaseContent }> {
    const reading = this.#readNow(caseId);
    this.#reading.set(caseId, reading);
    try {
      return await reading;
    } finally {
      if (this.#reading.get(caseId) === reading) this.#reading.delete(caseId);
    }
  }

  async #readNow(caseId: string): Promise<Known & { content: CaseContent }> {
    const snapshot = await readCase(this.#source, caseId);
    const key = cacheKey(snapshot.hashes, this.#reportVersion);
    this.#remember(caseId, { key, identities: snapshot.identities });
    return { key, identities: snapshot.identities, content: contentOf(key, snapshot) };
  }

  #remember(caseId: string, known: Known): void {
    this.#known.delete(caseId);
    this.#known.set(caseId, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED_CASES && oldest !== undefined) this.#known.delete(oldest);
  }
}

function contentOf(key: string, { artifacts, hashes }: CaseSnapshot): CaseContent {
  return { key, artifacts, hashes };
}
