import { StoreUnavailableError } from "../failures.ts";

/**
 * Errors that persist until an operator fixes them, by error code. The status alone is not enough: a missing
 * bucket is a 404, a wrong clock a 403.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const LASTING: Readonly<Record<string, string>> = {
  NoSuchBucket: "the bucket does not exist",
  InvalidBucketName: "the bucket name is invalid",
  CredentialsProviderError: "the process has no credentials",
  InvalidAccessKeyId: "the access key is unknown",
  SignatureDoesNotMatch: "the secret access key is wrong",
  InvalidToken: "the session token is invalid",
  ExpiredToken: "the credentials have expired",
  RequestTimeTooSkewed: "the clock of this machine differs from the store's",
  PermanentRedirect: "the bucket is in another region",
  AuthorizationHeaderMalformed: "the bucket is in another region",
};

/** Errors after which a retry may succeed. */
const PASSING: Readonly<Record<string, string>> = {
  AbortError: "it did not answer in time",
  TimeoutError: "it did not answer in time",
  ConditionalRequestConflict: "another request changed the same object at the same time",
  SlowDown: "it throttles requests",
};
const TRY_AGAIN = "Try again in a moment. If it fails again, the operator has to check the store.";

/**
 * Whether a response to GET says that the object does not exist. A missing bucket does not count, nor does a 404
 * from a server other than S3.
 */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && error.name === "NoSuchKey";
}

/** Whether an error says that the object already exists. Its status may vary. */
export function isThere(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}

/**
 * Converts a failed call to a 503 that says what could not be done and why, without the bucket or key.
 *
 * @param what the operation, to follow "could not be": "read", "written", …
 * @param right the permission that the caller needs, named if it is missing
 */
export function unavailable(what: string, right: string, error: unknown): StoreUnavailableError {
  const lasting = lastingReason(error, right);
  const name = error instanceof Error ? error.name : "";
  const why = lasting ?? PASSING[name] ?? "it sent an unexpected response";
  return new StoreUnavailableError({
    what,
    why: `${why} (${codeOf(error)})`,
    lasting: lasting !== undefined,
    cause: error,
    ...(lasting === undefined ? { advice: TRY_AGAIN } : {}),
  });
}

/** A response without headers that every S3 server sends, and that the service relies on. */
export function incomplete(what: string, headers: string): StoreUnavailableError {
  const why = `its response lacks ${headers}`;
  return new StoreUnavailableError({ what, why, lasting: true, cause: undefined });
}

function lastingReason(error: unknown, right: string): string | undefined {
  if (isOfSettings(error)) return "the AWS SDK cannot work with its settings, such as AWS_REGION";
  const named = error instanceof Error ? LASTING[error.name] : undefined;
  return (
    named ?? (statusOf(error) === 403 ? `the process lacks the permission ${right}` : undefined)
  );
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
