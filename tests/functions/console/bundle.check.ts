import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { httpEvent } from "../../http/events.ts";
import { DESCRIPTION } from "../../openapi/described.ts";
import { callBundle } from "../bundle.ts";

const folder = join(inject("builtService"), "dist", "console");

test("the bundle serves the description of the sources with the package's version", async () => {
  const event = httpEvent({ path: "/openapi.json" });
  const [answer] = (await callBundle({ folder, environment: {} }, [{ event }])).results;
  expect(JSON.parse(answer?.body ?? "")).toEqual(DESCRIPTION);
});

test("the bundle contains the description, but neither the schemas nor their converter", async () => {
  expect((await readdir(folder)).toSorted()).toEqual(
    ["chinese", "handler", "japanese", "korean", "page-scripts"].map((name) => `${name}.cjs`),
  );
  const text = await readFile(join(folder, "handler.cjs"), "utf8");
  const absent = [
    "cannot be converted to JSON Schema",
    "as width says",
    "PDFDocument",
    "/promises",
  ];
  expect(absent.filter((phrase) => text.includes(phrase))).toEqual([]);
});
