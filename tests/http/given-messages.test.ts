/** Files that ordinary tools leave in a case, and what the service says about them. */
import { beforeEach, expect, test } from "vitest";
import { reportOf, writeFiles, type CaseContents } from "./given-case.ts";
import { problemOf } from "./problems.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeEach(async () => {
  service = await openTestService({ cases: [] });
});

const MANIFEST = '{"title": "Ordinary"}';
const ROW = "[0.25, 0.25, 0.25]";
const POINTER = [
  "version https://git-lfs.github.com/spec/v1",
  `oid sha256:${"4d7a".repeat(16)}`,
  "size 8647",
  "",
].join("\n");

interface Refusal {
  readonly what: string;
  readonly contents: CaseContents;
  readonly file: string;
  readonly pointer?: string;
  readonly at: readonly [line: number, column: number];
  readonly found: string;
  readonly advice: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: "NaN in a cell of a map",
    contents: {
      "manifest.json": MANIFEST,
      "overlay_bundle.json": `{"heatmap": {"values": [\n  ${ROW},\n  [0.25, NaN, 0.25]\n]}}`,
    },
    file: "overlay_bundle.json",
    pointer: "/heatmap/values/1/1",
    at: [3, 10],
    found: "NaN",
    advice: "leave the member out where none is known",
  },
  {
    what: "a manifest in UTF-16",
    contents: { "manifest.json": Buffer.from(`\ufeff${MANIFEST}`, "utf16le") },
    file: "manifest.json",
    at: [1, 1],
    found: "UTF-16 text (little-endian)",
    advice: "Save it as UTF-8",
  },
  {
    what: "a Git LFS pointer in place of an artifact",
    contents: { "manifest.json": MANIFEST, "overlay_bundle.json": POINTER },
    file: "overlay_bundle.json",
    at: [1, 1],
    found: "a Git LFS pointer, which names the file instead of holding it",
    advice: "git lfs pull",
  },
  {
    what: "a 64-bit seed that is a number",
    contents: { "manifest.json": '{"title": "Ordinary",\n "seeds": [42, 13434203945283402711]}' },
    file: "manifest.json",
    pointer: "/seeds/1",
    at: [2, 16],
    found: "13434203945283402711, which cannot be held exactly",
    advice: "A seed or an id may be written as text, in quotes",
  },
];

test.each(REFUSALS)("$what is refused with its pointer and its name", async (refusal) => {
  const { what, contents, file, pointer = "", at, found, advice } = refusal;
  const caseId = what.replaceAll(/[^A-Za-z0-9]+/g, "_");
  await writeFiles(service, caseId, contents);
  for (const answer of [
    await service.post(caseId),
    await service.request(`/report/cases/${caseId}`),
  ]) {
    const problem = await problemOf(answer, "unreportable_case");
    const [line, column] = at;
    expect(problem).toMatchObject({ file, pointer, line, column, received: found });
    const where = pointer === "" ? file : `${file} at ${pointer}`;
    expect(problem.detail).toContain(`${where}, line ${line}, column ${column}: expected`);
    expect(problem.detail).toContain(`found ${found}`);
    expect(problem.detail).toContain(advice);
    expect(problem.detail).toContain("ask the producer of the case");
  }
});

test("what the message about a 64-bit seed advises works: the report shows every digit", async () => {
  const seeds = ["13434203945283402711", 42];
  const { text } = await reportOf(service, "seed_text", { "manifest.json": { seeds } });
  expect(text).toContain("Seeds 13434203945283402711, 42");
});
