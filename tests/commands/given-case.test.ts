import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { givenCase } from "../../lib/commands/given-case.ts";
import { ClarityError } from "../../lib/errors.ts";
import { messageOf } from "../../lib/service/messages.ts";
import { addCase } from "../http/test-service.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { makeDesk, problemIn, ran, type Desk } from "./command-line.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk();
});

function whereIs({ artifactRoot, folder }: Desk): Parameters<typeof givenCase>[1] {
  return { cases: { kind: "folder", folder: artifactRoot }, folder };
}

async function copyTo(name: string): Promise<string> {
  const folder = join(desk.folder, name);
  await cp(join(desk.artifactRoot, "case_sparse"), folder, { recursive: true });
  return folder;
}

/** The message and the code of the refusal. */
async function refusal(argument: string): Promise<{ code: unknown; message: string }> {
  const error = await rejectionOf(givenCase(argument, whereIs(desk)));
  if (!(error instanceof ClarityError)) throw error;
  return { code: error.code, message: messageOf(error, { kind: "command" }) };
}

describe("an argument without a slash", () => {
  it("is the id of a case below the artifact root, even where a folder of that name lies", async () => {
    const folder = await copyTo("case_sparse");
    await rm(join(folder, "metrics.json"));
    const { caseId, source } = await givenCase("case_sparse", whereIs(desk));
    expect(caseId).toBe("case_sparse");
    expect(await source.identify("case_sparse", ["metrics.json"])).toEqual([expect.any(String)]);
  });

  it("is refused when the case is missing, with the existing ids", async () => {
    await addCase(desk.artifactRoot, "another");
    expect(await refusal("unknown")).toEqual({
      code: "not_found",
      message: `There is no case unknown in ${desk.artifactRoot} (ARTIFACT_ROOT); cases there: another, case_sparse.`,
    });
  });

  it("is refused with the first ids when there are many, and with all of them for programs", async () => {
    for (let nth = 0; nth < 25; nth++) await mkdir(join(desk.artifactRoot, `many_${nth + 10}`));
    const result = await ran(desk, ["hash", "unknown", "--json"]);
    const { detail, cases } = problemIn(result);
    expect(detail).toMatch(/case_sparse, many_10, .*many_28, and 6 more\.$/);
    expect(cases).toHaveLength(26);
  });

  it("is refused with the id that it resembles", async () => {
    await addCase(desk.artifactRoot, "scan_001");
    expect((await refusal("scan_0O1")).message).toMatch(/, scan_001\. Did you mean scan_001\?$/);
  });

  it("is refused with a hint when a case of that name lies in the user's folder", async () => {
    await copyTo("mine");
    expect((await refusal("mine")).message).toMatch(/ The folder of that name here is \.\/mine\.$/);
  });

  it("is refused when the artifact root is missing, with the setting's name", async () => {
    await rm(desk.artifactRoot, { recursive: true });
    expect(await refusal("case_sparse")).toEqual({
      code: "misconfigured",
      message: `ARTIFACT_ROOT: there is no folder ${desk.artifactRoot}.`,
    });
  });

  it("is refused when there are no cases at all", async () => {
    await rm(join(desk.artifactRoot, "case_sparse"), { recursive: true });
    expect((await refusal("case_sparse")).message).toMatch(/cases there: none\.$/);
  });

  it.each(["", "two words", "case..1", ".case", "x".repeat(129), "case\\1", "äöü"])(
    "is wrong usage when it is not a case id: %j",
    async (argument) => {
      const { code, message } = await refusal(argument);
      expect(code).toBe("invalid_request");
      expect(message).toContain("or a folder (./name), found ");
      expect(await ran(desk, ["hash", argument])).toMatchObject({ code: 2 });
    },
  );
});

describe("an argument with a slash", () => {
  it("is a folder relative to the user's, and its case has the id of the manifest", async () => {
    const folder = await copyTo("evaluation of 1 May");
    for (const argument of ["./evaluation of 1 May", "evaluation of 1 May/", folder]) {
      const { caseId, source } = await givenCase(argument, whereIs(desk));
      expect(caseId).toBe("case_sparse");
      expect(await source.folders()).toEqual(["case_sparse"]);
    }
  });

  it("may be the user's folder, or its parent", async () => {
    const folder = await copyTo("evaluation");
    await mkdir(join(folder, "plots"));
    expect(await givenCase(".", whereIs({ ...desk, folder }))).toMatchObject({
      caseId: "case_sparse",
    });
    const below = { ...desk, folder: join(folder, "plots") };
    expect(await givenCase("..", whereIs(below))).toMatchObject({ caseId: "case_sparse" });
  });

  it("is refused when it holds no case or is missing", async () => {
    await mkdir(join(desk.folder, "empty"));
    await writeFile(join(desk.folder, "file"), "");
    const { code, message } = await refusal("./empty");
    expect(code).toBe("not_found");
    expect(message).toContain("There is no case in ./empty: it contains none of manifest.json,");
    for (const argument of ["./nowhere", "./file"]) {
      const missing = { code: "not_found", message: `There is no folder ${argument}.` };
      expect(await refusal(argument)).toEqual(missing);
    }
  });

  it.each([
    ["lacks", async (path: string) => await rm(path), "this file, or sweep_manifest.json"],
    ["cuts short", async (path: string) => await writeFile(path, "{"), "The file is cut off"],
    [
      "gives a wrong id in",
      async (path: string) => await writeFile(path, '{"case_id": "../x"}'),
      "1 to 128 characters",
    ],
    [
      "makes too large",
      async (path: string) => await writeFile(path, " ".repeat(16 * 2 ** 20 + 1)),
      "at most 16777216 bytes",
    ],
  ])("that %s its manifest is refused with the fault", async (_, damage, why) => {
    await damage(join(await copyTo("evaluation"), "manifest.json"));
    const result = await ran(desk, ["hash", "./evaluation"]);
    expect(result.code).toBe(1);
    expect(result.errors).toContain("Case evaluation cannot be reported: manifest.json");
    expect(result.errors).toContain(why);
    await damage(join(await copyTo("evaluation (1)"), "manifest.json"));
    const unnamed = await ran(desk, ["hash", "./evaluation (1)"]);
    expect(unnamed.errors).toContain("Case unnamed cannot be reported: manifest.json");
  });
});
