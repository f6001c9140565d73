import * as v from "valibot";
import type { ArtifactSource } from "../store/contract.ts";
import { cacheKey } from "./cache-key.ts";
import { identifyCase, readCase, type CaseSnapshot } from "./read-case.ts";
import { CaseIdSchema, type ArtifactHashes, type CaseArtifacts } from "./schemas.ts";

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
  /** The canonical JSON of each artifact: what was hashed. */
  readonly texts: CaseSnapshot["texts"];
}

interface Known {
  readonly key: string;
  /** The identity that each artifact had, in the order of `ARTIFACTS`; undefined where absent. */
  readonly identities: readonly (string | undefined)[];
}

interface Reading extends Known {
  readonly content: CaseContent;
}

/**
 * The cases of a source. Hashing a case costs tens of milliseconds and asking for identities next to
 * nothing, so a key is remembered for as long as no artifact's identity has changed; requests that arrive
 * together share one reading. Both are only used when the identities asked for *after* the request arrived
 * agree, so an edit shows at once.
 */
export class Cases {
  readonly #source: ArtifactSource;
  readonly #reportVersion: string;
  readonly #known = new Map<string, Known>();
  /** At most one reading a case is under way. */
  readonly #readings = new Map<string, Promise<Reading>>();

  constructor(source: ArtifactSource, reportVersion: string) {
    this.#source = source;
    this.#reportVersion = reportVersion;
  }

  /** The ids of all cases, sorted; folders with another sort of name are not cases. */
  async list(): Promise<string[]> {
    return await listCases(this.#source);
  }

  /** @throws ClarityError as `readCase` */
  async current(caseId: string): Promise<CurrentCase> {
    const known = this.#known.get(caseId);
    if (known !== undefined && (await this.#isCurrent(caseId, known))) return { key: known.key };
    const content = await this.content(caseId);
    return { key: content.key, content };
  }

  /** The whole content of the case as it stands now. @throws ClarityError as `readCase` */
  async content(caseId: string): Promise<CaseContent> {
    const underWay = this.#readings.get(caseId);
    if (underWay === undefined) return (await this.#read(caseId)).content;
    const joined = await successOf(underWay);
    if (joined !== undefined && (await this.#isCurrent(caseId, joined))) return joined.content;
    // A reading that is under way by now began after this request arrived, so it needs no check.
    return (await (this.#readings.get(caseId) ?? this.#read(caseId))).content;
  }

  async #isCurrent(caseId: string, known: Known): Promise<boolean> {
    const identities = await identifyCase(this.#source, caseId);
    return identities.every((identity, index) => identity === known.identities[index]);
  }

  /** Registers the reading before anything is awaited, so that whoever comes next finds it. */
  async #read(caseId: string): Promise<Reading> {
    const reading = this.#readNow(caseId).finally(() => this.#readings.delete(caseId));
    this.#readings.set(caseId, reading);
    return await reading;
  }

  async #readNow(caseId: string): Promise<Reading> {
    const snapshot = await readCase(this.#source, caseId);
    const { identities } = snapshot;
    const key = cacheKey(snapshot.hashes, this.#reportVersion);
    this.#remember(caseId, { key, identities });
    return { key, identities, content: contentOf(key, snapshot) };
  }

  #remember(caseId: string, known: Known): void {
    this.#known.delete(caseId);
    this.#known.set(caseId, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED_CASES && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** As `Cases.list`. */
export async function listCases(source: ArtifactSource): Promise<string[]> {
  const names = await source.folders();
  return names.filter((name) => v.is(CaseIdSchema, name));
}

function contentOf(key: string, { artifacts, hashes, texts }: CaseSnapshot): CaseContent {
  return { key, artifacts, hashes, texts };
}

/** A reading that fails is no help to those who only joined it. */
async function successOf(reading: Promise<Reading>): Promise<Reading | undefined> {
  try {
    return await reading;
  } catch {
    return undefined;
  }
}
