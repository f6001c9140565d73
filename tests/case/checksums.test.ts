import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import * as v from "valibot";
import { CHECKED_FILES, ChecksumsSchema, confirmedFiles } from "../../lib/case/checksums.ts";
import { bytes } from "../store/temp-folder.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function checksums(files: Readonly<Record<string, string>>) {
  return { algorithm: "SHA256" as const, generated_at: "2025-03-01T12:00:00Z", files };
}

/** The bytes of the manifest alone. */
function manifest(text: string | Uint8Array) {
  return CHECKED_FILES.map((file) =>
    file === "manifest.json" ? (typeof text === "string" ? bytes(text) : text) : undefined,
  );
}

test("a file with its checksum is confirmed, in capitals or not", () => {
  const digest = sha256("a\nb\n");
  for (const hex of [digest, digest.toUpperCase()]) {
    expect(confirmedFiles(checksums({ "manifest.json": hex }), manifest("a\nb\n"))).toEqual({
      "manifest.json": true,
    });
  }
});

test("one byte more, less or other is not confirmed", () => {
  const listed = checksums({ "manifest.json": sha256("a\nb\n") });
  for (const text of ["a\nb\n\n", "a\nb", "a\nB\n", "", "a b\n"]) {
    expect(confirmedFiles(listed, manifest(text))).toEqual({ "manifest.json": false });
  }
});

test("CRLF is read as LF, a lone CR is not", () => {
  const listed = checksums({ "manifest.json": sha256("a\n\nb\n") });
  expect(confirmedFiles(listed, manifest("a\r\n\r\nb\r\n"))).toEqual({ "manifest.json": true });
  expect(confirmedFiles(listed, manifest("a\n\r\nb\n"))).toEqual({ "manifest.json": true });
  expect(confirmedFiles(listed, manifest("a\r\rb\r"))).toEqual({ "manifest.json": false });
  expect(confirmedFiles(listed, manifest("a\r\r\n\nb\n"))).toEqual({ "manifest.json": false });
});

test("bytes are bytes: text that is not UTF-8 is neither mended nor merged", () => {
  const odd = new Uint8Array([0xff, 0x0d, 0x0a, 0xc3]);
  const digest = createHash("sha256")
    .update(new Uint8Array([0xff, 0x0a, 0xc3]))
    .digest("hex");
  const listed = checksums({ "manifest.json": digest });
  expect(confirmedFiles(listed, manifest(odd))).toEqual({ "manifest.json": true });
  const other = new Uint8Array([0xfe, 0x0a, 0xc3]);
  expect(confirmedFiles(listed, manifest(other))).toEqual({ "manifest.json": false });
});

test("a listed file that is not there, or is none of a case's, is not confirmed", () => {
  const names = ["metrics.json", "notes.txt", "../manifest.json", "checksums.json", "", "toString"];
  const listed = checksums(Object.fromEntries(names.map((name) => [name, sha256("a")])));
  expect(confirmedFiles(listed, manifest("a"))).toEqual(
    Object.fromEntries(names.map((name) => [name, false])),
  );
});

test.each([
  ["another algorithm", { ...checksums({}), algorithm: "MD5" }],
  ["no algorithm", { generated_at: "x", files: {} }],
  ["no files", { algorithm: "SHA256", generated_at: "x" }],
  ["a digest that is too short", checksums({ "manifest.json": "abc" })],
  ["a digest that is no hex", checksums({ "manifest.json": "g".repeat(64) })],
])("checksums with %s do not fit the schema", (_what, value) => {
  expect(v.is(ChecksumsSchema, value)).toBe(false);
});
