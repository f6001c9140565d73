import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matches, matchesInTurns, type HashName } from "../../lib/case/checksum-match.ts";
import { bytes } from "../store/temp-folder.ts";

function checksumOf(text: string | Uint8Array, hash: HashName = "sha256") {
  return { hash, hex: createHash(hash).update(text).digest("hex") };
}

test.each(["sha256", "sha384", "sha512"] as const)("a file has its %s", (hash) => {
  expect(matches(bytes("{}\n"), checksumOf("{}\n", hash))).toBe(true);
  expect(matches(bytes("{ }\n"), checksumOf("{}\n", hash))).toBe(false);
});

test.each([
  ["as it is, mixed line ends and all", "a\r\nb\nc\r", "a\r\nb\nc\r"],
  ["hashed with LF, checked out with CRLF", "a\n\nb\n", "a\r\n\r\nb\r\n"],
  ["hashed with CRLF, checked out with LF", "a\r\n\r\nb\r\n", "a\n\nb\n"],
  ["hashed with LF, mixed since", "a\nb\n", "a\r\nb\n"],
  ["hashed with CRLF, mixed since", "a\r\nb\r\n", "a\r\nb\n"],
  ["without any line end", "{}", "{}"],
  ["empty", "", ""],
])("a file matches: %s", (_what, hashed, found) => {
  expect(matches(bytes(found), checksumOf(hashed))).toBe(true);
});

test.each([
  ["a CR alone is not a line end", "a\nb\n", "a\rb\r"],
  ["a CR more before a CRLF", "a\nb", "a\r\r\nb"],
  ["a line end more", "a\n", "a\n\n"],
  ["a line end less", "a\n", "a"],
  ["another letter", "a\n", "b\n"],
])("a file does not match: %s", (_what, hashed, found) => {
  expect(matches(bytes(found), checksumOf(hashed))).toBe(false);
});

test("every byte counts, whatever the encoding", () => {
  const odd = Uint8Array.of(0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x80, 0xc3);
  const withLf = Uint8Array.of(0xff, 0xfe, 0x00, 0x0a, 0x80, 0xc3);
  const other = Uint8Array.of(0xff, 0xfe, 0x00, 0x0a, 0x80, 0xc4);
  expect(matches(odd, checksumOf(withLf))).toBe(true);
  expect(matches(odd, checksumOf(other))).toBe(false);
});

test("line breaks match wherever the file is split for hashing", () => {
  // 262,144 bytes are hashed at a time.
  for (const before of [262_141, 262_142, 262_143, 262_144, 524_287]) {
    const start = "x".repeat(before);
    for (const [hashed, found] of [
      [`${start}\ny`, `${start}\r\ny`],
      [`${start}\r\ny`, `${start}\ny`],
      [`${start}\r\ny`, `${start}\r\ny`],
      [`${start}\r\ny\r\n`, `${start}\r\ny\n`],
    ] as const) {
      expect(matches(bytes(found), checksumOf(hashed))).toBe(true);
    }
  }
  expect(matches(bytes("\r".repeat(600_000)), checksumOf("\r".repeat(600_000)))).toBe(true);
});

test("any text matches in its LF form and in its CRLF form", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "\n", "é") });
  fc.assert(
    fc.property(texts, (text) => {
      const crlf = text.replaceAll("\n", "\r\n");
      for (const hashed of [text, crlf]) {
        for (const found of [text, crlf]) {
          expect(matches(bytes(found), checksumOf(hashed))).toBe(true);
        }
      }
    }),
  );
});

test("the process keeps answering while it hashes 16 MiB in all three forms", async () => {
  const body = bytes(`${"0".repeat(15)}\n`.repeat(2 ** 20));
  const chunks = 3 * 64;
  let turns = 0;
  let ended = false;
  const count = () => {
    turns++;
    if (!ended) setImmediate(count);
  };
  setImmediate(count);
  expect(await matchesInTurns(body, checksumOf("other"))).toBe(false);
  ended = true;
  expect(turns).toBeGreaterThanOrEqual(chunks);
  expect(await matchesInTurns(body, checksumOf(body))).toBe(true);
});
