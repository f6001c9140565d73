import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const integer = v.optional(v.pipe(v.number(), v.integer()));
const digest = v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)));
const word = v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/)));

/** Everything that a line may say, and nothing else: no member has room for an artifact's text or number. */
const LineSchema = v.strictObject({
  level: v.picklist(["DEBUG", "INFO", "WARN", "ERROR"]),
  message: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/)),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
  service: v.literal("clarity-report-service"),
  sampling_rate: v.literal(0),
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  request_id: word,
  method: v.optional(v.pipe(v.string(), v.regex(/^[A-Z-]+$/))),
  route: v.optional(v.pipe(v.string(), v.regex(/^\/[a-zA-Z_:/.]*$/))),
  status: integer,
  outcome: word,
  duration_ms: integer,
  cold_start: v.optional(v.boolean()),
  case_id: word,
  // Tests of the cache itself use other keys than hashes.
  cache_key: word,
  // A file may lie in the subfolder of a bundle.
  file: v.optional(v.pipe(v.string(), v.regex(/^[\w./-]{1,128}$/))),
  folders: integer,
  // Names of folders that are not cases.
  first: v.optional(v.pipe(v.array(v.string()), v.maxLength(5))),
  slot: integer,
  generation: integer,
  reason: word,
  bytes: integer,
  stored: digest,
  produced: digest,
  code: word,
  error: word,
  error_code: word,
  detail: v.optional(v.string()),
  stack: v.optional(v.array(v.pipe(v.string(), v.startsWith("at ")))),
});

const SeenSchema = v.looseObject({
  level: v.string(),
  event: v.string(),
  count: v.number(),
  key: v.optional(v.string()),
});

/** A line as tests look at it. */
export type LogLine = v.InferOutput<typeof SeenSchema>;

/** Checks one line of the log, whichever process wrote it, and reads it. */
export function readLogLine(text: string): LogLine {
  expectNothingOfArtifacts(text);
  const { message, level, cache_key: key, ...rest } = v.parse(LineSchema, JSON.parse(text));
  return {
    level: level.toLowerCase(),
    event: message,
    ...rest,
    ...(key === undefined ? {} : { key }),
  };
}

/** The lines of the log among what the service has printed where no terminal is. */
export function readJsonLog(output: string): LogLine[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map(readLogLine);
}

/** A number with so many decimals is one of an artifact, and no duration. */
const DECIMAL = /\d+\.\d{4,}/g;

/** @throws Error when a text holds a title, a description or a number of a demo case's artifacts */
export function expectNothingOfArtifacts(text: string): void {
  needles ??= artifactContent();
  const leaked = [
    ...needles.texts.filter((needle) => text.includes(needle)),
    ...(text.match(DECIMAL) ?? []).filter((number) => needles?.numbers.has(number)),
  ];
  if (leaked.length > 0) throw new Error(`the log holds ${leaked.join(", ")} of an artifact`);
}

let needles: ReturnType<typeof artifactContent> | undefined;

function artifactContent() {
  const root = "functions/demo/artifacts";
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => readFileSync(join(root, name), "utf8"));
  const texts = files.flatMap((file) =>
    [...file.matchAll(/"(?:title|description)": "([^"]+)"/g)].map(([, needle = ""]) => needle),
  );
  return { texts, numbers: new Set(files.flatMap((file) => file.match(DECIMAL) ?? [])) };
}
