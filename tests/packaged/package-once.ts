import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { layOut, packageService } from "./package.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder in which the service was packaged: `.serverless` there holds the zips and the template. */
    packagedService: string;
  }
}

/** Packages the service once for all tests. */
export default async function packageOnce({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "clarity-packaged-"));
  await layOut(folder);
  await packageService(folder);
  provide("packagedService", folder);
  return async () => await rm(folder, { recursive: true, force: true });
}
