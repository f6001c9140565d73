import { CACHE_KEY } from "./answers.ts";
import { nonsense } from "./problem.ts";

/** A report as it arrived. */
export interface ReceivedReport {
  readonly blob: Blob;
  /** Undefined where a redirect has taken the headers: then only the status tells the key. */
  readonly cacheKey: string | undefined;
  /** Whether the report was there already; undefined where a redirect has taken the headers. */
  readonly hit: boolean | undefined;
}

const PDF = "application/pdf";
const OPENING = "%PDF-";

/** The report in an answer. @throws ApiProblem where it holds none */
export async function receivedReport(response: Response): Promise<ReceivedReport> {
  const blob = await response.blob();
  // Not the declared type: a store that is redirected to may give the bytes another one.
  if ((await blob.slice(0, OPENING.length).text()) !== OPENING) {
    throw nonsense("Expected a PDF, found something else.");
  }
  const key = response.headers.get("x-cache-key") ?? "";
  const hit = response.headers.get("x-cache-hit");
  return {
    blob: blob.type === PDF ? blob : new Blob([blob], { type: PDF }),
    cacheKey: CACHE_KEY.test(key) ? key : undefined,
    hit: hit === "true" ? true : hit === "false" ? false : undefined,
  };
}
