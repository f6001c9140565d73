import { spawnSync } from "node:child_process";
import { chmod, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../store/temp-folder.ts";

let folder: string;

/** A checkout whose npm and npx only record their arguments, one a line. */
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, "bin"));
  await mkdir(join(folder, ".ci"));
  await cp(".ci/deploy", join(folder, ".ci/deploy"));
  for (const name of ["npm", "npx"]) {
    const path = join(folder, "bin", name);
    await writeFile(path, `#!/bin/bash\nprintf '%s\\n' ${name} "$@" >>${folder}/asked\n`);
    await chmod(path, 0o755);
  }
});

async function deploy(settings: Readonly<Record<string, string>>) {
  const { status, stderr } = spawnSync(join(folder, ".ci/deploy"), {
    encoding: "utf8",
    timeout: 100_000,
    env: { PATH: `${folder}/bin:${process.env["PATH"] ?? ""}`, ...settings },
  });
  const asked = await readFile(join(folder, "asked"), "utf8").catch(() => "");
  return { status, stderr, asked: asked.trimEnd().split("\n") };
}

const GOOD = { STAGE: "prod", REGION: "eu-central-1", PARAMETERS: "" };
const BUILT = ["npm", "run", "--silent", "build"];
const DEPLOYED = ["npx", "serverless", "deploy", "--stage", "prod", "--region", "eu-central-1"];

describe(".ci/deploy", () => {
  it("builds, then deploys the stage", async () => {
    expect(await deploy(GOOD)).toEqual({ status: 0, stderr: "", asked: [...BUILT, ...DEPLOYED] });
  });

  it("passes each line of the parameters as one argument, whatever it contains", async () => {
    const PARAMETERS =
      "corsOrigins=https://a.example, https://b.example\r\n\n  \nlogLevel=$(touch x) `id`";
    const { asked } = await deploy({ ...GOOD, PARAMETERS });
    expect(asked).toEqual([
      ...BUILT,
      ...DEPLOYED,
      "--param",
      "corsOrigins=https://a.example, https://b.example",
      "--param",
      "logLevel=$(touch x) `id`",
    ]);
  });

  it.each([
    ["STAGE", ""],
    ["STAGE", "prod; id"],
    ["STAGE", "--help"],
    ["STAGE", "Prod"],
    ["REGION", ""],
    ["REGION", "eu central"],
    ["PARAMETERS", "--force"],
    ["PARAMETERS", "logLevel"],
  ])("refuses %s=%j before the build", async (name, value) => {
    const { status, stderr, asked } = await deploy({ ...GOOD, [name]: value });
    expect({ status, asked }).toEqual({ status: 2, asked: [""] });
    expect(stderr).toContain(name);
  });

  it("refuses missing parameters instead of guessing", async () => {
    const { STAGE, REGION } = GOOD;
    expect(await deploy({ STAGE, REGION })).toMatchObject({ status: 2, asked: [""] });
  });
});
