import { StoreUnavailableError } from "../failures.ts";

/**
 * Why nothing will change until an operator fixes it, by the error's code: the status alone does not tell (a
 * missing bucket is a 404, a wrong clock a 403).
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const LASTING: Readonly<Record<string, string>> = {
  NoSuchBucket: "the bucket does not exist",
  InvalidBucketName: "the bucket name is invalid",
  CredentialsProviderError: "the process has no credentials",
  InvalidAccessKeyId: "the credentials are not known",
  SignatureDoesNotMatch: "the credentials are wrong",
  InvalidToken: "the credentials are not valid",
  ExpiredToken: "the credentials have expired",
  RequestTimeTooSkewed: "the clock of this machine differs from the store's",
  PermanentRedirect: "the bucket is in another region",
  AuthorizationHeaderMalformed: "the bucket is in another region",
};

/** Why it may well work a moment later. */
const PASSING: Readonly<Record<string, string>> = {
  AbortError: "it did not answer in time",
  TimeoutError: "it did not answer in time",
  ConditionalRequestConflict: "something else happened to the same object at the same time",
  SlowDown: "it is asked too often",
};
const TRY_AGAIN = "Try again in a moment; if it stays so, its operator has to look after it.";

/**
 * True when an answer to GET says that there is no such object: a missing bucket is not that, nor is a 404
 * of something else that answers in S3's place.
 */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && error.name === "NoSuchKey";
}

/** True when an error says that the object is there already, with whatever status it came. */
export function isThere(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}

/**
 * What a failed call becomes: a 503 that says what could not be done and why, and names no bucket or key.
 *
 * @param what the operation, to follow "could not be": "read", "written", …
 * @param right what the caller must be allowed, should that be the reason
 */
export function unavailable(what: string, right: string, error: unknown): StoreUnavailableError {
  const lasting = lastingReason(error, right);
  const name = error instanceof Error ? error.name : "";
  const why = lasting ?? PASSING[name] ?? "it gave no proper answer";
  return new StoreUnavailableError({
    what,
    why: `${why} (${codeOf(error)})`,
    lasting: lasting !== undefined,
    cause: error,
    ...(lasting === undefined ? { advice: TRY_AGAIN } : {}),
  });
}

/** An answer that lacks what every S3 server sends: without it, what follows would be a guess. */
export function incomplete(what: string, headers: string): StoreUnavailableError {
  const why = `its answer lacks ${headers}`;
  return new StoreUnavailableError({ what, why, lasting: true, cause: undefined });
}

function lastingReason(error: unknown, right: string): string | undefined {
  if (isOfSettings(error)) return "the AWS SDK cannot work with its settings, such as AWS_REGION";
  const named = error instanceof Error ? LASTING[error.name] : undefined;
  return named ?? (statusOf(error) === 403 ? `the process lacks the right ${right}` : undefined);
}

/** What the SDK throws before it asks anybody has neither a code nor a name. */
function isOfSettings(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== "Error") return false;
  return !("code" in error) && !("$metadata" in error);
}

/** S3's code, or the system's; an answer to HEAD has a status only. */
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
