import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new, empty folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(async () => await removeFolder(folder));
  return folder;
}

/** As `temporaryFolder`, for hooks: the caller removes it. */
export async function makeFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), "clarity-tests-"));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

export async function readText(path: string): Promise<string> {
  return await readFile(path, "utf8");
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(content: Uint8Array | undefined): string | undefined {
  return content === undefined ? undefined : new TextDecoder().decode(content);
}

/** The error that the promise rejects with; fails when it resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (outcome === undefined) throw new Error("expected a rejection, found none");
  return outcome.error;
}
