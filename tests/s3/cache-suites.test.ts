import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { NOT_ON_S3, ON_S3 } from "./cache-suites.ts";

it("every suite of the cache runs on S3 too, or says why not", async () => {
  const files = await readdir(join(import.meta.dirname, "../cache"), { recursive: true });
  const suites = files.filter((name) => /\.(?:test|check)\.ts$/.test(name));
  expect([...ON_S3, ...Object.keys(NOT_ON_S3)].toSorted()).toEqual(suites.toSorted());
});
