import { readFile, truncate, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemOf } from "../http/problems.ts";
import { addCase, reportFile } from "../http/test-service.ts";
import { LocalService, makeHome } from "./local-service.ts";

let service: LocalService;

beforeAll(async () => {
  service = await LocalService.start(await makeHome([]));
});

afterAll(async () => {
  await service.discard();
});

async function flipBit(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

const DAMAGES: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ["a truncated", async (path) => await truncate(path, 1_000)],
  ["an emptied", async (path) => await truncate(path)],
  ["a bit-flipped", flipBit],
];

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

test.each(DAMAGES)(
  "%s report is never served: it is rendered again once for any number of requests, and kept",
  async (what, damage) => {
    const caseId = what.replace(/^an? /, "case_");
    await addCase(service.home.artifactRoot, caseId);
    const first = await service.post(caseId);
    const key = first.headers.get("x-cache-key") ?? "";
    const good = await bytesOf(first);
    const path = reportFile(service.home.cacheDir, key);
    await damage(path);
    const bad = await readFile(path);
    expect(bad.equals(good)).toBe(false);

    await problemOf(await service.get(`/report/${key}.pdf`), "not_found");
    const asked = Array.from(
      { length: 20 },
      async () => await service.post(caseId, { prefer: "wait=20" }),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const answer of answers) expect((await bytesOf(answer)).equals(good)).toBe(true);
    const made = answers.filter(({ headers }) => headers.get("x-cache-hit") === "false");
    expect(made).toHaveLength(1);

    expect((await readFile(path)).equals(bad)).toBe(true);
    expect((await readFile(reportFile(service.home.cacheDir, key, 1))).equals(good)).toBe(true);
    const ofKey = (event: string) => service.logged(event).filter((line) => line.key === key);
    expect(ofKey("render")).toMatchObject([{ slot: 0 }, { slot: 1 }]);
    expect(ofKey("bad_object")).toHaveLength(1);
    expect(ofKey("bad_object")[0]).toMatchObject({ level: "error", slot: 0 });
    const served = await service.get(`/report/${key}.pdf`);
    expect((await bytesOf(served)).equals(good)).toBe(true);
  },
);
