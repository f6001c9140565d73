/**
 * How long the key of a case takes that was not read before, as a multiple of `JSON.parse` and SHA-256 of the same
 * bytes. Run it alone with `npx tsx tests/bench/keys.ts`.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ArtifactFile } from "../../lib/case/artifact-record.ts";
import { cacheKey } from "../../lib/case/cache-key.ts";
import { CHECKSUMS_FILE } from "../../lib/case/checksums.ts";
import { digest } from "../../lib/case/digest.ts";
import { ARTIFACTS, fileOf } from "../../lib/case/schemas.ts";
import { REPORT_VERSION } from "../../lib/report/version.ts";

export interface KeyRatio {
  readonly name: string;
  /** Median time of the key, as a multiple of the median time of `JSON.parse` and SHA-256. */
  readonly ratio: number;
  /** The highest ratio that is accepted. */
  readonly limit: number;
}

interface Subject {
  readonly name: string;
  readonly files: readonly ArtifactFile[];
  readonly checksums: Uint8Array;
}

const LIMIT = 3;
const ROUNDS = 31;
const LARGE_ROUNDS = 7;
/** Until the functions are compiled. */
const WARM_UP_ROUNDS = 6;
const LARGE_BYTES = 4_000_000;

/** Numbers from 0 to 1 that follow from a seed. */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state + (state % 1000) / 1000) / 2 ** 32;
  };
}

/** An overlay bundle with two maps, as Python writes it: indented or not. */
function overlay(size: number, number: () => number, indent?: number): Buffer {
  const row = () => Array.from({ length: size }, number);
  const map = () => ({ width: size, height: size, values: Array.from({ length: size }, row) });
  return Buffer.from(JSON.stringify({ evidence_map: map(), heatmap: map() }, undefined, indent));
}

function subject(name: string, bodies: Readonly<Record<string, Uint8Array>>): Subject {
  const files = ARTIFACTS.flatMap((artifact) => {
    const body = bodies[fileOf(artifact)];
    return body === undefined ? [] : [{ name: artifact, file: fileOf(artifact), body }];
  });
  const listed = files.map(({ file, body }) => [file, sha256(body)]);
  const checksums = Buffer.from(JSON.stringify({ files: Object.fromEntries(listed) }));
  return { name, files, checksums };
}

function demoCase(caseId: string): Readonly<Record<string, Uint8Array>> {
  const folder = `functions/demo/artifacts/${caseId}`;
  const names = ["manifest", "metrics", "overlay_bundle", "robustness_surface"] as const;
  return Object.fromEntries(
    names.map((name) => [fileOf(name), readFileSync(`${folder}/${fileOf(name)}`)]),
  );
}

function subjects(): Subject[] {
  const double = numbers();
  const rounded = () => Number(double().toFixed(8));
  const synthetic = (name: string, overlayBundle: Uint8Array) =>
    subject(name, {
      [fileOf("manifest")]: Buffer.from("{}"),
      [fileOf("overlay_bundle")]: overlayBundle,
    });
  return [
    subject("key of case_001, 0.6 MB", demoCase("case_001")),
    synthetic("key of 1.1 MB, eight decimals", overlay(225, rounded)),
    synthetic("key of 1.1 MB, all digits", overlay(170, double)),
    synthetic("key of 14 MB, eight decimals", overlay(800, rounded)),
    synthetic("key of 14 MB, eight decimals, one a line", overlay(590, rounded, 2)),
    synthetic("key of 14 MB, all digits", overlay(600, double)),
  ];
}

function sha256(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

function parseAndHash({ files }: Subject): void {
  for (const { body } of files) {
    JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString("utf8"));
    sha256(body);
  }
}

function keyOf({ files, checksums }: Subject): string {
  const input = { caseId: "case_001", files, checksums };
  const { hashes: artifacts, record } = digest(input);
  return cacheKey({ artifacts, record, report: REPORT_VERSION });
}

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Measures both in turns, since a shared machine is faster in one second than in the next. */
function ratioOf(measured: Subject): KeyRatio {
  const bytes = measured.files.reduce((sum, { body }) => sum + body.length, 0);
  const rounds = bytes > LARGE_BYTES ? LARGE_ROUNDS : ROUNDS;
  const keys: number[] = [];
  const limits: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const limit = milliseconds(() => {
      parseAndHash(measured);
    });
    const key = milliseconds(() => keyOf(measured));
    if (round < 0) continue;
    keys.push(key);
    limits.push(limit);
  }
  return { name: measured.name, ratio: median(keys) / median(limits), limit: LIMIT };
}

export async function measureKeys(): Promise<KeyRatio[]> {
  return await Promise.resolve(subjects().map(ratioOf));
}

if (process.argv[1] === resolve(import.meta.filename)) {
  for (const { name, ratio, limit } of await measureKeys()) {
    process.stdout.write(`| ${name} | ${ratio.toFixed(2)} × | ${limit} × |\n`);
  }
}
