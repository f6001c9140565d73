import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../lib/case/cache-key.ts";
import { canonicalJson } from "../../lib/case/canonical-json.ts";
import { MAX_ARTIFACT_BYTES } from "../../lib/case/artifact-size.ts";
import { InexactJsonError, parseExactJson } from "../../lib/case/exact-json.ts";

/** An artifact just under the size limit, full of one thing. */
function fullOf(item: string, open = '{"x":[', close = "]}"): Uint8Array {
  const room = MAX_ARTIFACT_BYTES - open.length - close.length;
  const items = `${item},`.repeat(Math.floor(room / (item.length + 1)));
  return Buffer.from(`${open}${items.slice(0, -1)}${close}`);
}

function fullOfMembers(name: (index: number) => string): Uint8Array {
  const members: string[] = [];
  for (let length = 2, index = 0; ; index++) {
    const member = `${JSON.stringify(name(index))}:0`;
    length += member.length + 1;
    if (length > MAX_ARTIFACT_BYTES) return Buffer.from(`{${members.join(",")}}`);
    members.push(member);
  }
}

describe("16 MiB that would cost seconds and hundreds of megabytes are refused before parsing:", () => {
  it.each<[string, () => Uint8Array]>([
    ["empty arrays", () => fullOf("[]")],
    ["empty objects", () => fullOf("{}")],
    ["small objects", () => fullOf('{"a":0}')],
    ["rows of one number", () => fullOf("[0]")],
    ["empty texts", () => fullOf('""')],
    ["chains of arrays", () => fullOf(`${"[".repeat(30)}${"]".repeat(30)}`)],
    ["chains of objects", () => fullOf(`${'{"a":'.repeat(29)}0${"}".repeat(29)}`)],
    ["zeros", () => fullOf("0")],
    ["zeros after an object", () => fullOf("0", '{"x":[{},')],
    ["members of one object", () => fullOfMembers((index) => `k${index.toString(36)}`)],
    ["members that are named by numbers", () => fullOfMembers((index) => String(index * 7919))],
  ])("%s", (_name, artifact) => {
    const bytes = artifact();
    expect(() => parseExactJson(bytes)).toThrow(InexactJsonError);
    expect(() => parseExactJson(bytes)).toThrow(
      "expected at most 4500000 values, where each object, array, text and name counts 16 times, found more",
    );
  });
});

function list(length: number, item: string): string {
  return `[${Array.from({ length }, () => item).join(",")}]`;
}

function matrix(rows: number, cells: number, cell: string): string {
  return `{"width":${cells},"height":${rows},"values":${list(rows, list(cells, cell))}}`;
}

describe("artifacts like those of real evaluations are accepted:", () => {
  it.each([
    ["a map of 2048 x 2048", matrix(2048, 2048, "0.5")],
    ["two maps of 1024 x 1024", `[${matrix(1024, 1024, "0.125")},${matrix(1024, 1024, "0.25")}]`],
    ["a text of 16 MB", `{"x":"${"a".repeat(16_000_000)}"}`],
    ["16 MB of white space", `{${" ".repeat(16_000_000)}}`],
    [
      "10,000 runs of a sweep",
      JSON.stringify(
        Array.from({ length: 10_000 }, (_, seed) => ({
          axis: "blur",
          value: 0.5,
          value_str: "0p5",
          seed,
          bundle_sha: "ab".repeat(32),
          text_preview: "No acute findings.",
          rich_summary: { confidence: 0.9, entropy: 0.1, mean_logprob: -0.2, token_count: 12 },
        })),
      ),
    ],
  ])("%s", (_name, text) => {
    const bytes = Buffer.from(text);
    expect(bytes.length).toBeLessThanOrEqual(MAX_ARTIFACT_BYTES * 1.01);
    expect(sha256Hex(canonicalJson(parseExactJson(bytes)))).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the refusal of a large artifact costs no more than its parsing", () => {
  it.each<[string, () => Uint8Array, RegExp]>([
    ["brackets", () => Buffer.from("[".repeat(MAX_ARTIFACT_BYTES)), /levels of nesting/],
    ["a fault at its end", () => Buffer.from(`[${"0.5,".repeat(4_000_000)}]`), /a JSON value/],
    ["an integer at its end", () => Buffer.from(`[${"0.5,".repeat(4_000_000)}1e300]`), /integer/],
    ["a text that never ends", () => Buffer.from(`["${'\\"'.repeat(8_000_000)}`), /double quote/],
    ["a wrong byte at its end", () => Buffer.concat([fullOf("0.5"), Buffer.of(0xff)]), /UTF-8/],
    [
      "a name of 1 MB in front of many items",
      () => Buffer.from(`{"${"n".repeat(1e6)}":[${"0.5,".repeat(3_000_000)}1e300]}`),
      /integer/,
    ],
  ])("of %s", (_name, artifact, message) => {
    expect(() => parseExactJson(artifact())).toThrow(message);
  });
});
