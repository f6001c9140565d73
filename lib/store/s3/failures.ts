import type { StoreOperation, StoreReason } from "../../errors.ts";
import { StoreUnavailableError } from "../failures.ts";

/**
 * Errors that persist until an operator fixes them, by error code. The status alone is not enough: a missing
 * bucket is a 404, a wrong clock a 403.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const LASTING = [
  "NoSuchBucket",
  "InvalidBucketName",
  "CredentialsProviderError",
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "InvalidToken",
  "ExpiredToken",
  "RequestTimeTooSkewed",
  "PermanentRedirect",
  "AuthorizationHeaderMalformed",
] as const;

/** `lib/service/store-messages.ts` says in words what each of these means. */
export type LastingS3Error = (typeof LASTING)[number];

const LASTING_NAMES: ReadonlySet<string> = new Set(LASTING);

/**
 * Whether a response to GET says that the object does not exist. A missing bucket does not count, nor does a 404
 * from a server other than S3.
 */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && error.name === "NoSuchKey";
}

/** The headers of a 304, which the SDK throws as an error without a name; undefined for any other error. */
export function headersOfUnmodified(error: unknown): Readonly<Record<string, unknown>> | undefined {
  if (statusOf(error) !== 304 || !(error instanceof Error)) return undefined;
  return responseHeaders("$response" in error ? error.$response : undefined);
}

/** The headers of a response as the SDK passes it on. */
export function responseHeaders(response: unknown): Readonly<Record<string, unknown>> {
  if (typeof response !== "object" || response === null || !("headers" in response)) return {};
  const { headers } = response;
  return typeof headers === "object" && headers !== null ? { ...headers } : {};
}

/** Whether an error says that the object already exists. Its status may vary. */
export function isThere(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}

/**
 * Converts a failed call to a 503 that says what could not be done and why, without the bucket or key.
 *
 * @param permission what the call needs, named if it is missing
 */
export function unavailable(
  operation: StoreOperation,
  permission: string,
  error: unknown,
): StoreUnavailableError {
  const reason = reasonOf(error);
  const s3Error = error instanceof Error ? error.name : "";
  return new StoreUnavailableError({
    reason,
    facts: { operation, permission, s3Error, errorCode: codeOf(error) },
    lasting: reason !== "s3_failed",
    cause: error,
  });
}

/** A response without headers that every S3 server sends, and that the service relies on. */
export function incomplete(operation: StoreOperation, lacks: string): StoreUnavailableError {
  const facts = { operation, lacks };
  return new StoreUnavailableError({ reason: "response_incomplete", facts, lasting: true });
}

function reasonOf(error: unknown): StoreReason {
  if (isOfSettings(error)) return "s3_settings";
  if (error instanceof Error && LASTING_NAMES.has(error.name)) return "s3_refused";
  return statusOf(error) === 403 ? "s3_permission" : "s3_failed";
}

/** An error that the SDK throws before it sends a request has neither a code nor a name. */
function isOfSettings(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== "Error") return false;
  return !("code" in error) && !("$metadata" in error);
}

/** S3's code or the system's. A response to HEAD has only a status. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  const isNamed = error.name !== "Error" && error.name !== "Unknown";
  const status = statusOf(error);
  return isNamed || status === undefined ? error.name : `HTTP ${status}`;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) {
    return undefined;
  }
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}
