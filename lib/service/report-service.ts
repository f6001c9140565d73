import pMap from "p-map";
import { resultKey, type Cache, type CachedResult, type CallOptions } from "../cache/index.ts";
import type { CaseContent, Cases } from "../case/cases.ts";
import { caseUnsettled, READ_ATTEMPTS } from "../case/read-files.ts";
import { ClarityError } from "../errors.ts";
import type { SignLink } from "../store/links.ts";
import { CaseChecks, type CheckCase, type CheckedCase } from "./case-checks.ts";
import { tasksHere } from "./case-tasks.ts";
import type { ReportIndex } from "./report-index.ts";

/** The location of reports and their claims in the store. */
export const REPORT_LAYOUT = { results: "reports", claims: "claims", extension: ".pdf" } as const;

/** Where requests that wait take their permits. The bucket's lifecycle removes what is below `probe/`. */
export const WAIT_PERMITS = "probe/waiting";

/** Long enough to start a download, too short to share the link. */
const LINK_SECONDS = 60;

/** Renders the report of a case. Deterministic: the same content gives the same bytes on every machine. */
type RenderCase = (content: CaseContent) => Promise<Uint8Array>;

interface ReportServiceOptions {
  readonly cases: Cases;
  readonly cache: Cache;
  readonly index: ReportIndex;
  readonly render: RenderCase;
  /** Loads what `render` needs, while the claim is made. */
  readonly prepareRender?: () => Promise<void>;
  /** How the consistency checks are made; by default in this thread. */
  readonly check?: CheckCase;
  /** Absent when the store cannot serve its objects itself. */
  readonly sign?: SignLink;
}

/** A stored report, with its file name. */
interface LinkOptions {
  readonly key: string;
  readonly report: CachedResult;
  readonly contentDisposition: string;
}

/** The current state of a case and of its report. */
export interface ReportStatus extends CheckedCase {
  /** The stored report; undefined until it has been rendered. */
  readonly stored: { readonly sha256: string; readonly bytes: number } | undefined;
}

/** One of the reports of a case. */
export interface StoredReport {
  readonly key: string;
  /** Milliseconds since the Unix epoch, on the store's clock. */
  readonly storedAt: number;
}

/** How many reports the store is asked for at once. */
const LOOKED_UP_AT_ONCE = 16;

/** The largest content that a request keeps in memory while it waits for its turn to render, in characters. */
const KEPT_CHARACTERS = 1024 * 1024;

/** The case is no longer the one whose report was requested. Its code keeps it from counting as a failed render. */
class CaseEdited extends Error {
  override readonly name = "CaseEdited";
  readonly code = "case_unsettled";
}

/** What the service does, for HTTP routes and for commands. */
export class ReportService {
  readonly #options: ReportServiceOptions;
  readonly #checks: CaseChecks;

  constructor(options: ReportServiceOptions) {
    this.#options = options;
    this.#checks = new CaseChecks(options.cases, options.check ?? tasksHere.check);
  }

  /**
   * The report of the current state of the case: the stored one, or a new one that is rendered once and stored.
   *
   * @throws ClarityError of `Cases.current` and `Cache.getOrCreate`
   */
  async generate(caseId: string, options?: CallOptions): Promise<CachedResult & { key: string }> {
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
      try {
        return await this.#generateNow(caseId, options);
      } catch (error) {
        if (error instanceof CaseEdited) continue;
        // The cache names the key only.
        throw error instanceof ClarityError ? error.withDetails({ case_id: caseId }) : error;
      }
    }
    throw caseUnsettled(caseId);
  }

  async #generateNow(caseId: string, options?: CallOptions) {
    const { cache, index, render, prepareRender } = this.#options;
    const expected = this.#expect(caseId);
    const { key, wasRead, small } = await this.#current(caseId);
    const listed = index.has(caseId, key);
    const stored = key === expected?.key ? await expected.stored : undefined;
    if (stored !== undefined) {
      if (!(await listed)) await index.add(caseId, key);
      return { ...cache.hit(key, stored), key };
    }
    const work = {
      prepare: async () => {
        void prepareRender?.();
        return wasRead ? small : smallOf(await this.#contentOf(caseId, key));
      },
      // A large content is read again, so that a request that waits for its turn does not keep it in memory.
      produce: async (kept: CaseContent | undefined) =>
        await render(kept ?? (await this.#contentOf(caseId, key))),
    };
    const shared = this.#options.cases.share(caseId);
    try {
      const report = await cache.getOrCreate(key, work, options);
      // After the commit: the report does not depend on it.
      if (!report.hit || !(await listed)) await index.add(caseId, key);
      return { ...report, key };
    } finally {
      // A function is frozen after its answer.
      await shared;
    }
  }

  /**
   * Looks for the report that the case had before, while the files are being looked at: in most requests it is the
   * report. Any failure is left to the lookup that follows.
   */
  #expect(caseId: string) {
    const { cases, cache } = this.#options;
    const key = cases.lastKey(caseId);
    // For a report that was not served before, the lookup below is enough.
    if (key === undefined || !cache.remembers(key)) return undefined;
    return { key, stored: cache.peek(key).catch(() => undefined) };
  }

  /** The case's key and, where it was read for that and is small, its content. A known key saves the reading. */
  async #current(caseId: string) {
    const { key, content } = await this.#options.cases.currentKey(caseId);
    return { key, wasRead: content !== undefined, small: smallOf(content) };
  }

  /** @throws CaseEdited when the case no longer has this key, so that no other content is stored under it */
  async #contentOf(caseId: string, key: string): Promise<CaseContent> {
    const content = await this.#options.cases.content(caseId);
    if (content.key !== key) throw new CaseEdited();
    return content;
  }

  /**
   * A URL of exactly these bytes that is valid for a minute; undefined if the store cannot serve them itself.
   *
   * @throws ClarityError `store_unavailable`
   */
  async link({ key, report, contentDisposition }: LinkOptions): Promise<string | undefined> {
    const { sign, cache } = this.#options;
    if (sign === undefined) return undefined;
    // The version of a report that was stored just now is unknown until it is read.
    const { slot, version } = report.hit ? report : ((await cache.peek(key)) ?? report);
    return await sign({
      key: resultKey(REPORT_LAYOUT, key, slot),
      version,
      contentType: "application/pdf",
      contentDisposition,
      expiresInSeconds: LINK_SECONDS,
    });
  }

  /** The stored report, or undefined. Never renders. */
  async stored(key: string): Promise<CachedResult | undefined> {
    return await this.#options.cache.get(key);
  }

  /**
   * Every stored report of this case id, newest first: also those of earlier states of the case, and of a case that is
   * gone. Reads none of them.
   *
   * @throws ClarityError `store_unavailable`
   */
  async reportsOf(caseId: string): Promise<readonly StoredReport[]> {
    const { cache, index } = this.#options;
    const lookUp = async (key: string) => ({ key, storedAt: await cache.storedAt(key) });
    const found = await pMap(await index.keysOf(caseId), lookUp, {
      concurrency: LOOKED_UP_AT_ONCE,
    });
    // Erased reports may still be in the index.
    return found
      .flatMap(({ key, storedAt }) => (storedAt === undefined ? [] : [{ key, storedAt }]))
      .toSorted(newestFirst);
  }

  /** Never renders. @throws ClarityError of `CaseChecks.of` and `Cache.peek` */
  async status(caseId: string): Promise<ReportStatus> {
    const checked = await this.#checks.of(caseId);
    const report = await this.#options.cache.peek(checked.key);
    const stored = report && { sha256: report.sha256, bytes: report.body.length };
    return { ...checked, stored };
  }
}

/** The content if it may stay in memory. */
function smallOf(content: CaseContent | undefined): CaseContent | undefined {
  if (content === undefined) return undefined;
  const texts = Object.values(content.texts);
  const characters = texts.reduce((total, { length }) => total + length, 0);
  return characters <= KEPT_CHARACTERS ? content : undefined;
}

/** In an order that has a place for each: several reports may have the same time. */
export function newestFirst(one: StoredReport, other: StoredReport): number {
  return other.storedAt - one.storedAt || (one.key < other.key ? -1 : 1);
}
