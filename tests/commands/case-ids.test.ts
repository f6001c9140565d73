import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { CASE_ID_RULE } from "../../lib/case/case-id.ts";
import { givenCase } from "../../lib/commands/given-case.ts";
import { addCase } from "../http/test-service.ts";
import { rejectionOf } from "../store/temp-folder.ts";
import { jsonOf, makeDesk, ran, type Desk } from "./command-line.ts";

const DICOM_UID = "1.2.840.113619.2.55.3.2831868886.999.1523853123.467";
const LONGEST = "x".repeat(128);

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk([]);
});

describe.each([DICOM_UID, "study_7.series-2", LONGEST])("the case %s", (id) => {
  it("can be named by its id", async () => {
    await addCase(desk.artifactRoot, id);
    expect(jsonOf(await ran(desk, ["hash", id, "--json"]))).toMatchObject({ case_id: id });
  });

  it("can be named by its folder, whatever the folder is called", async () => {
    await addCase(desk.folder, id);
    expect(jsonOf(await ran(desk, ["hash", `./${id}`, "--json"]))).toMatchObject({ case_id: id });
    await rename(join(desk.folder, id), join(desk.folder, "a copy"));
    expect(jsonOf(await ran(desk, ["hash", "./a copy", "--json"]))).toMatchObject({ case_id: id });
  });
});

it.each(["a..b", ".a", "a.", "x".repeat(129), "a b", ""])(
  "%j is not a case id, and the refusal states the rule",
  async (argument) => {
    const cases = { kind: "folder", folder: desk.artifactRoot } as const;
    const error = await rejectionOf(givenCase(argument, { cases, folder: desk.folder }));
    expect(error).toMatchObject({ code: "invalid_request" });
    expect(String(error)).toContain(`a case id (${CASE_ID_RULE}) or a folder (./name), found`);
  },
);

it("the refusal of a missing case lists the existing cases, without skipped folders", async () => {
  await addCase(desk.artifactRoot, DICOM_UID);
  await mkdir(join(desk.artifactRoot, "notes and plots"));
  const { errors } = await ran(desk, ["hash", "1.2.3"]);
  expect(errors).toContain(`cases there: ${DICOM_UID}.`);
});
