import type { ClarityError, ErrorFacts, StoreReason } from "../errors.ts";
import type { LastingS3Error } from "../store/s3/failures.ts";
import { systemErrorInWords } from "./system-errors.ts";

type Sentence = (error: Pick<ClarityError, "facts">) => string;

const FIX = "The operator has to fix this.";
const CHECK_STORE =
  "Try again in a moment. If it fails again, the operator has to check the store.";
const CHECK_MOUNT = "Try again in a moment. If this persists, the operator has to check the mount.";
const KEEP_AWAY = "Keep programs that clean up temporary files away from the cache folder.";

/** The messages of a store that cannot be used. None names a path, bucket or key. */
export const STORE_SENTENCES: Readonly<Record<StoreReason, Sentence>> = {
  system_error: unavailable(({ errorCode = "" }) => systemErrorInWords(errorCode)),
  files_removed: unavailable(
    () => "another program removed files while they were being written",
    KEEP_AWAY,
  ),
  too_slow: unavailable(
    (facts) =>
      `the file system did not answer within ${facts.withinSeconds} s (${facts.errorCode})`,
    CHECK_MOUNT,
  ),
  response_incomplete: unavailable(({ lacks }) => `its response lacks ${lacks}`),
  list_repeats: unavailable(() => "it returns the same page of the list again"),
  list_unsorted: unavailable(() => "it does not sort its list by key, as a directory bucket"),
  list_unclear: unavailable(() => "its response does not say whether the list is complete"),
  s3_settings: unavailable(
    ({ errorCode }) =>
      `the AWS SDK cannot work with its settings, such as AWS_REGION (${errorCode})`,
  ),
  s3_refused: unavailable(s3ErrorInWords),
  s3_permission: unavailable(
    ({ permission, errorCode }) => `the process lacks the permission ${permission} (${errorCode})`,
  ),
  s3_failed: unavailable(s3ErrorInWords, CHECK_STORE),
};

function unavailable(whyOf: (facts: ErrorFacts) => string, advice = FIX): Sentence {
  return ({ facts }) => {
    const what = SUBJECTS[facts.of ?? "store"];
    return `The ${what} could not be ${facts.operation}: ${whyOf(facts)}. ${advice}`;
  };
}

const SUBJECTS = { store: "store", case: "folder of the case", cases: "folder of cases" } as const;

function s3ErrorInWords({ s3Error = "", errorCode }: ErrorFacts): string {
  return `${S3_ERRORS[s3Error] ?? "it sent an unexpected response"} (${errorCode})`;
}

const LASTING_S3_ERRORS: Readonly<Record<LastingS3Error, string>> = {
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

const S3_ERRORS: Readonly<Record<string, string>> = {
  ...LASTING_S3_ERRORS,
  AbortError: "it did not answer in time",
  TimeoutError: "it did not answer in time",
  ConditionalRequestConflict: "another request changed the same object at the same time",
  SlowDown: "it throttles requests",
};
