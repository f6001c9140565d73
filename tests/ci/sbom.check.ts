import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, symlinkSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { productionOnly, productionPaths } from "../../.ci/production.ts";
import { FONT_LOADERS, PDFKIT_ALIAS } from "../../lib/report/pdfkit-alias.ts";
import { makeFolder, removeFolder } from "../store/temp-folder.ts";
import { packagesIn } from "./lockfile-rules.ts";

const LOCKFILE = readFileSync("package-lock.json", "utf8");
const ENTRIES = new Map(packagesIn(LOCKFILE));
/** Optional packages for types: npm counts them as production, but they are not deployed. */
const OPTIONAL_PEERS = /^node_modules\/(?:typescript|@typescript\/.*)$/;

/** Packages for other processors and systems: they are listed too, so that the list is the same everywhere. */
const OTHER_PLATFORMS = [...ENTRIES.keys()].filter((path) =>
  path.startsWith("node_modules/@napi-rs/canvas-"),
);

const SbomSchema = v.object({
  bomFormat: v.literal("CycloneDX"),
  metadata: v.object({ component: v.looseObject({ name: v.string(), version: v.string() }) }),
  components: v.array(
    v.looseObject({ purl: v.string(), hashes: v.array(v.looseObject({ alg: v.string() })) }),
  ),
});

function purlOf(path: string): string {
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  return `pkg:npm/${name.replace("@", "%40")}@${ENTRIES.get(path)?.version}`;
}

describe("npm run sbom", () => {
  let folder: string;
  let sbom: v.InferOutput<typeof SbomSchema>;

  beforeAll(async () => {
    folder = await makeFolder();
    for (const name of ["node_modules", ".ci"]) symlinkSync(resolve(name), join(folder, name));
    for (const name of ["package.json", "package-lock.json"])
      copyFileSync(name, join(folder, name));
    const offline = { ...process.env, npm_config_offline: "true" };
    execFileSync("npm", ["run", "--silent", "sbom"], {
      cwd: folder,
      env: offline,
      stdio: "ignore",
    });
    const written = readFileSync(join(folder, "dist/sbom.cdx.json"), "utf8");
    sbom = v.parse(SbomSchema, JSON.parse(written));
  });
  afterAll(async () => await removeFolder(folder));

  it("names the service, its version, and a SHA-512 of every package", () => {
    expect(sbom.metadata.component).toMatchObject({ name: "clarity-report-service" });
    expect(sbom.components.filter(({ hashes }) => hashes[0]?.alg !== "SHA-512")).toEqual([]);
  });

  it("lists exactly what npm installs for production", () => {
    const list = ["ls", "--omit=dev", "--all", "--parseable"];
    const installed = execFileSync("npm", list, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
      .split("\n")
      .map((path) => relative(".", path))
      .filter((path) => path.startsWith("node_modules/") && !OPTIONAL_PEERS.test(path));
    const purls = sbom.components.map(({ purl }) => purl);
    const all = new Set([...installed, ...OTHER_PLATFORMS].map(purlOf));
    expect(purls.toSorted()).toEqual([...all].toSorted());
    expect(purls.length).toBeGreaterThan(50);
  });
});

/** Vite builds a worker apart from the page, which imports its address. Here, the address imports the worker. */
const workersOfThePage: Plugin = {
  name: "workers-of-the-page",
  setup(bundle) {
    bundle.onResolve({ filter: /\?worker&url$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace("?worker&url", "")),
      namespace: "worker-address",
    }));
    bundle.onLoad({ filter: /./, namespace: "worker-address" }, ({ path }) => ({
      contents: `import ${JSON.stringify(path)}; export default "";`,
      resolveDir: ".",
    }));
  },
};

test("everything in a bundle or the console's page is listed", async () => {
  const { metafile } = await build({
    entryPoints: [
      ...["report", "demo", "health", "console"].map((name) => `functions/${name}/handler.ts`),
      "lib/commands/main.ts",
      "lib/service/verify/verify-worker.ts",
      "lib/report/render.ts",
      "functions/console/page/main.tsx",
    ],
    plugins: [workersOfThePage],
    alias: { ...PDFKIT_ALIAS },
    loader: FONT_LOADERS,
    bundle: true,
    platform: "node",
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const bundled = Object.keys(metafile.inputs)
    .filter((path) => path.includes("node_modules/"))
    .map((path) => path.slice(path.indexOf("node_modules/")))
    .flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  expect(new Set(bundled).size).toBeGreaterThan(20);
  const listed = new Set(productionPaths(LOCKFILE));
  expect([...new Set(bundled)].filter((path) => !listed.has(path))).toEqual([]);
});

test("the source fonts of the report's subsets are listed", () => {
  expect(productionPaths(LOCKFILE)).toEqual(
    expect.arrayContaining([
      "node_modules/@fontsource-variable/noto-sans-hk",
      "node_modules/@fontsource-variable/noto-sans-jp",
      "node_modules/@fontsource-variable/noto-sans-kr",
      "node_modules/@fontsource-variable/noto-sans-sc",
      "node_modules/dejavu-fonts-ttf",
      "node_modules/source-sans",
    ]),
  );
});

describe("the packages of production", () => {
  it("are resolved as by Node: beside the importing package, else above", () => {
    const packages = {
      "": { dependencies: { a: "1.0.0" }, devDependencies: { tool: "1.0.0" } },
      "node_modules/a": {
        dependencies: { b: "1", "@s/c": "1" },
        optionalDependencies: { absent: "1" },
      },
      "node_modules/a/node_modules/b": { peerDependencies: { d: "1" } },
      "node_modules/b": {},
      "node_modules/@s/c": {
        peerDependencies: { e: "1" },
        peerDependenciesMeta: { e: { optional: true } },
      },
      "node_modules/d": {},
      "node_modules/e": {},
      "node_modules/tool": { dependencies: { b: "1" } },
    };
    const text = JSON.stringify({ packages });
    const own = ["@s/c", "a", "a/node_modules/b", "d"].map((name) => `node_modules/${name}`);
    expect(productionPaths(text)).toEqual(own.toSorted());
    const only = productionOnly(text);
    expect(JSON.parse(only.packageJson)).toMatchObject({ dependencies: { a: "1.0.0" } });
    expect(only.packageJson).not.toContain("tool");
    expect(only.lockfile).not.toContain("tool");
  });

  it("are unknown when the lockfile lacks one", () => {
    const text = JSON.stringify({ packages: { "": { dependencies: { a: "1.0.0" } } } });
    expect(() => productionPaths(text)).toThrow("node_modules/a: expected it in the lockfile");
  });
});
