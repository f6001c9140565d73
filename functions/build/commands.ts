/**
 * The executable: `dist/commands/main.cjs`, and beside it what most commands do not load. The AWS SDK is two thirds of
 * the code, and reading it takes longer than the work of `clarity hash`.
 */
import { join, resolve } from "node:path";
import type { BuildOptions, Plugin, StdinOptions } from "esbuild";

/**
 * The modules that both `main.cjs` and `s3.cjs` need exactly once in a process: their classes are compared with
 * `instanceof`, or they have a state.
 */
const SHARED = ["errors", "store/contract", "store/deadline", "store/failures"].map(
  (name) => `lib/${name}.ts`,
);
const S3 = ["lib/store/s3/open-cases.ts", "lib/store/s3/open-store.ts"];

/** Leaves imports of these modules to a separate bundle. */
function bundledIn(file: string, modules: readonly string[]): Plugin {
  return {
    name: `bundled in ${file}`,
    setup(bundle) {
      bundle.onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
        const module = join(resolveDir, path);
        const isApart = kind !== "entry-point" && modules.some((one) => module.endsWith(`/${one}`));
        return isApart ? { path: `./${file}`, external: true } : undefined;
      });
    },
  };
}

/** A bundle that exports what these modules do. */
function together(modules: readonly string[]): StdinOptions {
  const contents = modules.map((path) => `export * from ${JSON.stringify(`./${path}`)};`);
  return { contents: contents.join("\n"), resolveDir: resolve("."), loader: "ts" };
}

const sharedApart = bundledIn("shared.cjs", SHARED);

/** Each file of `dist/commands` with the options of its bundle, in the order in which they are published. */
export function commandBundles(options: BuildOptions): [file: string, options: BuildOptions][] {
  const { plugins = [], define = {} } = options;
  const main = {
    entryPoints: ["lib/commands/main.ts"],
    plugins: [...plugins, sharedApart, bundledIn("s3.cjs", S3)],
  };
  return [
    ["shared.cjs", { stdin: together(SHARED), define }],
    ["s3.cjs", { stdin: together(S3), plugins: [sharedApart], define }],
    ["main.cjs", { ...main, define }],
  ];
}
