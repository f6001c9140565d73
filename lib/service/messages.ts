import { factsOf, type ErrorCode } from "../error-codes.ts";
import { ClarityError, type ErrorReason } from "../errors.ts";
import { unreportableCase } from "./case-messages.ts";
import { FILE_SENTENCES } from "./file-messages.ts";
import { STORE_SENTENCES } from "./store-messages.ts";

/** Who reads a message, because advice differs: a client of the HTTP API, or the user of a command. */
export type Reader =
  | { readonly kind: "client" }
  | { readonly kind: "command"; readonly waitedSeconds?: number };

const CLIENT: Reader = { kind: "client" };

type Details = ClarityError["details"];
type Sentence = (error: ClarityError, reader: Reader) => string;

/**
 * The message of an error for its reader: what is wrong, where, what to do. Errors of inner layers have only a code
 * and data; this file has all their messages.
 */
export function messageOf(error: ClarityError, reader: Reader = CLIENT): string {
  const { code, reason, hasOwnMessage, message } = error;
  if (hasOwnMessage) return message;
  const sentence = reason === undefined ? BY_CODE[code] : BY_REASON[reason];
  return sentence?.(error, reader) ?? `${factsOf(code).title}. ${factsOf(code).advice}`;
}

const BY_CODE: Readonly<Partial<Record<ErrorCode, Sentence>>> = {
  in_progress: ({ details }, reader) => `${reportIn(details)} is ${renderedElsewhere(reader)}`,
  held_off: ({ details }) =>
    `Rendering ${lowerFirst(reportIn(details))} failed several times. The next attempt is delayed.`,
  slots_exhausted: ({ details }) =>
    `All stored copies of ${lowerFirst(reportIn(details))} are damaged. ${factsOf("slots_exhausted").advice}`,
  case_unsettled: ({ details }) =>
    `Case ${String(details["case_id"])} changed while it was read, several times in a row. Try again when it is complete.`,
  not_found: ({ details }, { kind }) => {
    const { case_id: caseId, file } = details;
    const id = String(caseId);
    const [missing, advice] =
      typeof file === "string"
        ? [`Case ${id} has no ${file}.`, `GET /demo/cases/${id} lists its artifacts.`]
        : [
            `There is no case ${id}: its folder is missing or holds no artifact.`,
            "GET /report/cases lists the cases.",
          ];
    return kind === "client" ? `${missing} ${advice}` : missing;
  },
  unreportable_case: unreportableCase,
  store_untrusted: () =>
    "The store overwrote an object that already existed. It does not enforce create-only writes " +
    "(If-None-Match: *), so reports could be overwritten. The operator has to use a store that does.",
  internal: () => "The service failed. Report the request id to its operator.",
};

const BY_REASON: Readonly<Record<ErrorReason, Sentence>> = {
  ...STORE_SENTENCES,
  ...FILE_SENTENCES,
  permits_taken: () => "All renderers are busy. Nothing was started. Try again.",
  deadline_near: () =>
    "Too little time is left in this invocation. Nothing was started. Try again.",
  thread_not_started: () =>
    "This process could not start a thread. Try again. If it fails again, the operator has to give the process more memory or reinstall the service.",
  cases_unread: ({ facts: { progress } }) =>
    `A search or sort needs all cases, and ${progress?.done} of ${progress?.all} have been read so far. The service goes on reading. Try again in a few seconds.`,
  thread_ended: ({ details }) =>
    `Case ${String(details["case_id"])} could not be checked: the work ended unexpectedly, probably for lack of memory. The log has the details.`,
  answers_contradict: ({ details }) =>
    `The store contradicts itself about ${String(details["cache_key"])}: a result that it reports as stored is missing or damaged. The operator has to check the store.`,
  newer_build: () =>
    "The files of the service come from a newer build than this process. Restart the process.",
  newer_commands: () =>
    "The commands on disk come from a newer build than this process. Run the command again.",
  report_not_stored: ({ details }, { kind }) =>
    kind === "client"
      ? "No report is stored under this key. POST /report/generate makes the report of a case."
      : `No report is stored under ${String(details["cache_key"])}. clarity cache list shows the stored keys.`,
  cases_missing: ({ facts }) => `ARTIFACT_ROOT: there is no folder ${facts.path}.`,
  cases_unlisted: ({ facts, cause }, reader) => {
    const why = cause instanceof ClarityError ? ` ${messageOf(cause, reader)}` : "";
    return `ARTIFACT_ROOT: the folder ${facts.path} cannot be listed.${why}`;
  },
  service_unreachable: ({ facts }) =>
    `The service at ${facts.given} could not be reached (${facts.errorCode}). Check the address and the network, then run the batch again.`,
  service_busy: ({ facts }) =>
    `The service at ${facts.given} is busy (${facts.errorCode}). Run the batch again later.`,
  service_refuses: ({ facts }) =>
    `The service at ${facts.given} refuses the request (${facts.errorCode}). Check the address. If the service requires authentication, set CLARITY_AUTHORIZATION to the value of the Authorization header.`,
  manifest_differs: ({ details }) =>
    `The store has other bytes under ${String(details["manifest"])}. They are damaged, or another version wrote them. The operator has to remove this object, then run the batch again.`,
  service_url_invalid: ({ facts }) =>
    `Expected the URL of a service, such as https://reports.example.org, found ${JSON.stringify(facts.given)}.`,
};

function renderedElsewhere(reader: Reader): string {
  if (reader.kind === "client") {
    return 'being rendered now. Try again in a moment, or send "Prefer: wait=20" to wait for it.';
  }
  const { waitedSeconds = 0 } = reader;
  return waitedSeconds === 0
    ? "being rendered by another process. Wait for it with --wait <seconds>."
    : `still being rendered by another process (waited ${waitedSeconds} s). Wait longer with --wait <seconds>.`;
}

/** The report, named as precisely as the error allows. */
function reportIn({ case_id: caseId, cache_key: key }: Details): string {
  if (typeof caseId === "string") return `The report of case ${caseId}`;
  return typeof key === "string" ? `The report with key ${key}` : "The report";
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
