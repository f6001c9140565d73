/** Records of checksums as tools on Windows, Linux and macOS write them. */
import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { reportOf, writeFiles } from "./given-case.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeEach(async () => {
  service = await openTestService({ cases: [] });
});

const FILES = {
  "manifest.json": '{\n  "title": "Hashed on Windows",\n  "seeds": [42, 123]\n}\n',
  "metrics.json": '{\n  "baseline_metrics": {"esi": 0.80611376, "drift": 0.0}\n}\n',
  "overlay_bundle.json": '{\n  "heatmap": {"values": "[[PLACEHOLDER]]"}\n}\n',
  "robustness_surface.json": '{\n  "axes": []\n}\n',
};

const lf = (text: string) => text;
const crlf = (text: string) => text.replaceAll("\n", "\r\n");

interface Form {
  readonly algorithm?: string;
  readonly hash?: "sha256" | "sha384" | "sha512";
  readonly upperCase?: boolean;
  /** Before the name of each file. */
  readonly mark?: string;
  /** Line ends of the files when they were hashed, and now. */
  readonly hashed?: (text: string) => string;
  readonly now?: (text: string) => string;
}

function recordIn({ algorithm, hash = "sha256", upperCase = false, mark = "", hashed = lf }: Form) {
  const files = Object.entries(FILES).map(([name, text]) => {
    const hex = createHash(hash).update(hashed(text)).digest("hex");
    return [mark + name, upperCase ? hex.toUpperCase() : hex];
  });
  return { ...(algorithm !== undefined && { algorithm }), files: Object.fromEntries(files) };
}

async function writeRecorded(caseId: string, form: Form): Promise<void> {
  const { now = lf } = form;
  const files = Object.entries(FILES).map(([name, text]) => [name, now(text)]);
  const record = recordIn(form);
  await writeFiles(service, caseId, { ...Object.fromEntries(files), "checksums.json": record });
}

const CRLF_RECORD = { algorithm: "SHA256", upperCase: true, hashed: crlf };

test.each<[string, Form]>([
  ["SHA256 in upper case over CRLF, files with LF", CRLF_RECORD],
  ["SHA256 in upper case over CRLF, files with CRLF", { ...CRLF_RECORD, now: crlf }],
  ["sha256 over LF, files with CRLF", { algorithm: "sha256", now: crlf }],
  ["without an algorithm and a date", {}],
  ["with ./ before the names", { algorithm: "Sha_256", mark: "./" }],
  ["with * before the names", { algorithm: "SHA-256", mark: "*" }],
  ["SHA-384", { algorithm: "sha384", hash: "sha384" }],
  ["SHA-512", { algorithm: "SHA-512", hash: "sha512" }],
])("a checksum record confirms four files: %s", async (_what, form) => {
  await writeRecorded("recorded", form);
  const verified = await service.request("/demo/cases/recorded/verify");
  const names = Object.keys(FILES).map((name) => `${form.mark ?? ""}${name}`);
  expect(await verified.json()).toEqual({
    case_id: "recorded",
    record: "readable",
    valid: true,
    files: Object.fromEntries(names.map((name) => [name, { state: "confirmed" }])),
  });
});

test("the key depends on what the checksum record says, not on its format", async () => {
  const forms = [{}, CRLF_RECORD, { algorithm: "sha512", hash: "sha512", mark: "./" }] as const;
  const keys = new Set<string>();
  for (const [index, form] of forms.entries()) {
    await writeRecorded(`recorded_${index}`, form);
    keys.add((await reportOf(service, `recorded_${index}`, {})).key);
  }
  expect(keys.size).toBe(1);
  const { key } = await reportOf(service, "recorded_0", { "metrics.json": { token_count: 1 } });
  expect(keys).not.toContain(key);
});
