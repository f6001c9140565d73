import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, it, test } from "vitest";
import { temporaryFolder } from "../store/temp-folder.ts";
import {
  FUNCTIONS,
  layOutAgain,
  namesIn,
  packageService,
  unpack,
  zipOf,
  type FunctionName,
} from "./package.ts";

const FONT_NAMES = ["chinese", "japanese", "korean"];
const FONTS = FONT_NAMES.map((name) => `dist/report/${name}.cjs`);
const HELD: Readonly<Record<FunctionName, readonly string[]>> = {
  report: [
    ...FONTS,
    ...["aws-sdk", "handler", "renderer", "worker"].map((name) => `dist/report/${name}.cjs`),
  ].toSorted(),
  demo: ["aws-sdk", "handler", "worker"].map((name) => `dist/demo/${name}.cjs`),
  health: ["dist/health/handler.cjs"],
  console: [...FONT_NAMES, "handler", "page-scripts"]
    .map((name) => `dist/console/${name}.cjs`)
    .toSorted(),
};
const MAX_FONT_BYTES = 8_000_000;
const MAX_HEALTH_BYTES = 100_000;
/** Words of pdfkit and its font engine, which survive minification. */
const MARKS_OF_PDFKIT = ["PDFDocument", "Unknown font format", "Helvetica"];

const NONE = Buffer.alloc(0);

const packaged = inject("packagedService");

/** A function's files as unpacked, by name. */
async function contentsOf(name: FunctionName): Promise<ReadonlyMap<string, Buffer>> {
  const folder = join(await temporaryFolder(), name);
  await unpack(zipOf(packaged, name), folder);
  const contents = HELD[name].map(async (file) => await readFile(join(folder, file)));
  return new Map(
    (await Promise.all(contents)).map((bytes, index) => [HELD[name][index] ?? "", bytes]),
  );
}

async function bundleOf(name: FunctionName): Promise<Buffer> {
  return (await contentsOf(name)).get(`dist/${name}/handler.cjs`) ?? NONE;
}

async function zipsIn(folder: string): Promise<Buffer[]> {
  return await Promise.all(FUNCTIONS.map(async (name) => await readFile(zipOf(folder, name))));
}

describe.each(FUNCTIONS)("the package of %s", (name) => {
  it("contains only its bundle and its declared assets", async () => {
    expect((await namesIn(zipOf(packaged, name))).toSorted()).toEqual(HELD[name]);
  });

  it("contains no pdfkit in its bundle", async () => {
    const bundle = await bundleOf(name);
    expect(MARKS_OF_PDFKIT.filter((mark) => bundle.includes(mark))).toEqual([]);
  });

  it("contains no path of the build machine", async () => {
    for (const bytes of (await contentsOf(name)).values()) {
      const places = [packaged, process.cwd(), "node_modules"];
      expect(places.filter((place) => bytes.includes(place))).toEqual([]);
    }
  });
});

test("the renderer is the one file with pdfkit", async () => {
  const renderer = (await contentsOf("report")).get("dist/report/renderer.cjs");
  expect(MARKS_OF_PDFKIT.filter((mark) => renderer?.includes(mark))).toEqual(MARKS_OF_PDFKIT);
});

test(`the bundle of health has at most ${MAX_HEALTH_BYTES} bytes`, async () => {
  const { length } = await bundleOf("health");
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThanOrEqual(MAX_HEALTH_BYTES);
});

test(`the fonts that few reports need add at most ${MAX_FONT_BYTES} bytes`, async () => {
  const contents = await contentsOf("report");
  const sizes = FONTS.map((file) => contents.get(file)?.length ?? 0);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(MAX_FONT_BYTES);
});

test("every package has the same bytes when packaged again in another folder and at another time", async () => {
  const again = await temporaryFolder();
  await layOutAgain(packaged, again);
  await packageService(again);
  const [first, second] = [await zipsIn(packaged), await zipsIn(again)];
  const differing = FUNCTIONS.filter((_, index) => !second[index]?.equals(first[index] ?? NONE));
  expect(differing).toEqual([]);
});
