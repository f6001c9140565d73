import { CACHE_KEY } from "./answers.ts";
import { nonsense } from "./problem.ts";

/** A report as it arrived. */
export interface ReceivedReport {
  readonly blob: Blob;
  /** Undefined when the response does not have it. */
  readonly cacheKey: string | undefined;
  /** Whether the report was there already; undefined where a redirect has taken the headers. */
  readonly hit: boolean | undefined;
  /** SHA-256 of the bytes; undefined where a redirect has taken the headers. */
  readonly sha256: string | undefined;
}

const PDF = "application/pdf";
const OPENING = "%PDF-";
/** The service's `ETag` of a report is the SHA-256 of its bytes. */
const ETAG = /^"([0-9a-f]{64})"$/;

/** The report in a response. @throws ApiProblem if the response is not a report */
export async function receivedReport(response: Response): Promise<ReceivedReport> {
  const blob = await response.blob();
  // Not the declared type: a store that is redirected to may give the bytes another one.
  if ((await blob.slice(0, OPENING.length).text()) !== OPENING) {
    throw nonsense("Expected a PDF, found something else.");
  }
  const key = response.headers.get("x-cache-key") ?? keyInAddress(response) ?? "";
  const hit = response.headers.get("x-cache-hit");
  return {
    blob: blob.type === PDF ? blob : new Blob([blob], { type: PDF }),
    cacheKey: CACHE_KEY.test(key) ? key : undefined,
    sha256: ETAG.exec(response.headers.get("etag") ?? "")?.[1],
    hit: hit === "true" ? true : hit === "false" ? false : undefined,
  };
}

/** After a redirect the service's headers are lost, but the name of the target contains the key. */
function keyInAddress({ redirected, url }: Response): string | undefined {
  if (!redirected) return undefined;
  return new URL(url).pathname.split("/").find((segment) => CACHE_KEY.test(segment));
}
