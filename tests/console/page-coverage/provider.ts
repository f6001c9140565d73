/**
 * Coverage of the console's page as one figure: what its unit tests ran, as vitest counts it, together with what
 * Chromium ran in the checks (tab.ts). Both are mapped to the sources and merged before the thresholds apply.
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mergeProcessCovs, type ProcessCov } from "@bcoe/v8-coverage";
import { V8CoverageProvider } from "@vitest/coverage-v8/dist/provider.js";
import { convert } from "ast-v8-to-istanbul";
import type { CoverageMap, FileCoverage } from "istanbul-lib-coverage";
import { parseAstAsync } from "vite";
import type { CoverageProvider, ReportContext, Vitest } from "vitest/node";
import { buildReadablePage, type ReadableScript } from "./readable-page.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** While coverage is taken: the folder of the readable page, where each tab adds what it ran. */
    pageCoverage: string | undefined;
  }
}

class PageCoverageProvider extends V8CoverageProvider {
  readonly #folder: string;
  readonly #scripts: readonly ReadableScript[];

  constructor(folder: string, scripts: readonly ReadableScript[]) {
    super();
    this.#folder = folder;
    this.#scripts = scripts;
  }

  override initialize(ctx: Vitest): void {
    super.initialize(ctx);
    ctx.provide("pageCoverage", this.#folder);
  }

  override async generateCoverage(context: ReportContext): Promise<CoverageMap> {
    const coverage = await super.generateCoverage(context);
    const inChromium = await this.#inChromium();
    await rm(this.#folder, { recursive: true, force: true });
    for (const path of inChromium.files().filter((file) => this.isIncluded(file))) {
      addFile(coverage, inChromium.fileCoverageFor(path));
    }
    return coverage;
  }

  async #inChromium(): Promise<CoverageMap> {
    const coverage = this.createCoverageMap();
    const { result } = mergeProcessCovs(await coverageOfTabs(this.#folder));
    for (const { name, code, map, path } of this.#scripts) {
      const ran = result.find(({ url }) => url === name);
      if (ran === undefined) continue;
      const converted = await convert({
        code,
        ast: await parseAstAsync(code),
        sourceMap: map,
        coverage: { url: pathToFileURL(path).href, functions: ran.functions },
      });
      coverage.merge(converted);
    }
    return coverage;
  }
}

/** What each tab ran of the page's scripts, each with the same address in all of them. */
async function coverageOfTabs(folder: string): Promise<ProcessCov[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  return await Promise.all(
    names.map(async (name): Promise<ProcessCov> =>
      JSON.parse(await readFile(join(folder, name), "utf8")),
    ),
  );
}

/** A file that no unit test loads has only placeholders in `coverage`, which Chromium's figures replace. */
function addFile(coverage: CoverageMap, file: FileCoverage): void {
  const known = coverage.files().includes(file.path)
    ? coverage.fileCoverageFor(file.path)
    : undefined;
  const ran = known !== undefined && Object.values(known.s).some((count) => count > 0);
  if (!ran) coverage.filter((path) => path !== file.path);
  coverage.addFileCoverage(file);
}

/** Builds the readable page, and counts what is run of it from then on. */
export async function createProvider(): Promise<CoverageProvider> {
  const folder = await mkdtemp(join(tmpdir(), "clarity-page-coverage-"));
  return new PageCoverageProvider(folder, await buildReadablePage(folder));
}
