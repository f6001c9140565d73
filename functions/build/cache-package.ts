/** `dist/cache/`: lib/cache-package.ts for users of the package, as ES modules with types. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import type { Built } from "./publish.ts";

const ENTRY = "lib/cache-package.ts";
const CONFIG = "functions/build/cache-package.tsconfig.json";
const TSC = "node_modules/typescript/bin/tsc";

/** Split, so that only `S3Store.open` loads the AWS SDK. */
export const CACHE_PACKAGE: BuildOptions = {
  entryPoints: { "cache/index": ENTRY },
  format: "esm",
  splitting: true,
  outExtension: { ".js": ".js" },
  chunkNames: "cache/[name]-[hash]",
  banner: {
    js: 'import { createRequire } from "node:module";const require = createRequire(import.meta.url);',
  },
};

/** Its declarations. */
export function cacheDeclarations(): Built[] {
  const folder = mkdtempSync(join(tmpdir(), "clarity-types-"));
  try {
    execFileSync(process.execPath, [TSC, "--project", CONFIG, "--outDir", folder], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => name.endsWith(".d.ts"))
      .map((name) => [`dist/cache/types/${name}`, readFileSync(join(folder, name))]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
