import { expect, test } from "vitest";
import { Cases } from "../../lib/case/cases.ts";
import { filesOf } from "./case-files.ts";
import { ScriptedSource } from "./sources.ts";

test("a cached key is evicted after ten thousand cases, the oldest read first", async () => {
  const absent = Object.fromEntries(Object.keys(filesOf("case")).map((name) => [name, undefined]));
  const source = new ScriptedSource();
  const cases = new Cases(source, "1");
  for (let nth = 0; nth <= 10_000; nth += 1) {
    // One file each, so that reading them all is quick.
    source.edit(`case_${nth}`, { ...absent, "manifest.json": "{}" });
    await cases.current(`case_${nth}`);
  }
  const read = source.gets;
  await cases.current("case_1");
  await cases.current("case_10000");
  expect(source.gets).toBe(read);
  await cases.current("case_0");
  expect(source.gets).toBe(read + 1);
  await cases.current("case_1");
  expect(source.gets).toBe(read + 2);
});
