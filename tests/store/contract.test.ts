import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readText } from "./temp-folder.ts";

const SUITES = { ObjectStore: "describeObjectStore", ArtifactSource: "describeArtifactSource" };
const LIB = join(import.meta.dirname, "../../lib/store");

const TESTS = join(import.meta.dirname, "..");

async function sources(folder: string, ending: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const texts = names
    .filter((name) => name.endsWith(ending))
    .map(async (name) => await readText(join(folder, name)));
  return (await Promise.all(texts)).join("");
}

/** The classes that say they keep a contract, and those that its suite is run against, each sorted. */
async function adaptersOf(contract: keyof typeof SUITES) {
  const code = await sources(LIB, ".ts");
  const tests = [
    await sources(import.meta.dirname, ".test.ts"),
    // On an S3 server, by `npm run test:s3`.
    await sources(join(TESTS, "s3"), ".check.ts"),
  ].join("");
  const declared = [...code.matchAll(/class (\w+) implements ([\w, ]+) \{/g)];
  const run = [...tests.matchAll(new RegExp(`^${SUITES[contract]}\\("(\\w+)"`, "gm"))];
  return {
    declared: firstGroups(declared.filter(([, , list]) => list?.split(", ").includes(contract))),
    run: firstGroups(run),
  };
}

function firstGroups(matches: readonly RegExpExecArray[]): string[] {
  return matches.map(([, group = ""]) => group).sort();
}

describe("the contract suites", () => {
  it("run against every object store", async () => {
    const { declared, run } = await adaptersOf("ObjectStore");
    expect(declared).toEqual(["DirectStore", "FileStore", "S3Store"]);
    expect(run).toEqual(declared);
  });

  it("run against every source of artifacts", async () => {
    const { declared, run } = await adaptersOf("ArtifactSource");
    expect(declared).toEqual(["CaseFolder", "DirectCases", "S3Cases"]);
    expect(run).toEqual(declared);
  });
});
