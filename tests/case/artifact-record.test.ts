import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { recordOf } from "../../lib/case/artifact-record.ts";
import type { ArtifactName } from "../../lib/case/schemas.ts";
import { bytes } from "../store/temp-folder.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function files(texts: Partial<Record<ArtifactName, string>>, base = "") {
  const names: ArtifactName[] = ["manifest", "metrics", "overlay_bundle", "sweep_manifest"];
  return names.flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [{ name, file: `${base}${name}.json`, body: bytes(text) }];
  });
}

function record(listed: Readonly<Record<string, string>>, algorithm = "SHA256") {
  return bytes(JSON.stringify({ algorithm, files: listed }));
}

test("each artifact is confirmed, differs or is not listed", () => {
  const checksums = record({ "manifest.json": sha256("1\n"), "./metrics.json": sha256("2") });
  const artifacts = files({ manifest: "1\r\n", metrics: "two", overlay_bundle: "3" });
  expect(recordOf(checksums, artifacts)).toEqual({
    manifest: "confirmed",
    metrics: "differs",
    overlay_bundle: "not_listed",
  });
});

test("names are relative to the record's folder, so names of a bundle have no folder prefix", () => {
  const checksums = record({ "sweep_manifest.json": sha256("1") });
  expect(recordOf(checksums, files({ sweep_manifest: "1" }, "clarity/"))).toEqual({
    sweep_manifest: "confirmed",
  });
});

test("an unsupported algorithm or a truncated checksum leaves the artifact unchecked", () => {
  const artifacts = files({ manifest: "1", metrics: "2" });
  const names = { "manifest.json": sha256("1"), "./metrics.json": sha256("2") };
  expect(recordOf(record(names, "MD5"), artifacts)).toEqual({
    manifest: "not_checked",
    metrics: "not_checked",
  });
  expect(recordOf(record({ ...names, "manifest.json": "ab" }), artifacts)).toEqual({
    manifest: "not_checked",
    metrics: "confirmed",
  });
});

test("an artifact under two names is confirmed only when both checksums agree with it", () => {
  const twice = record({ "manifest.json": sha256("1"), "./manifest.json": sha256("2") });
  expect(recordOf(twice, files({ manifest: "1" }))).toEqual({ manifest: "differs" });
});

test("a listed artifact that the case does not have is not in the record", () => {
  expect(recordOf(record({ "metrics.json": sha256("2") }), files({ manifest: "1" }))).toEqual({
    manifest: "not_listed",
  });
});

test("a case without a record has the state none, and an unreadable record the state unreadable", () => {
  expect(recordOf(undefined, files({ manifest: "1" }))).toBe("none");
  for (const text of ["", "x", "[]", "{}"]) {
    expect(recordOf(bytes(text), files({ manifest: "1" }))).toBe("unreadable");
  }
});
