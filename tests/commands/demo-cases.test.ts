import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { withDemoCases } from "../../lib/commands/demo-cases.ts";

const DEMO = "functions/demo/artifacts";

test("without a setting about cases, they are the package's demo cases, wherever the command runs", () => {
  const environment = { PORT: "3777" };
  const elsewhere = resolve("/opt/package");
  expect(withDemoCases(environment, elsewhere)).toEqual({
    PORT: "3777",
    ARTIFACT_ROOT: join(elsewhere, DEMO),
  });
  // Below the working directory the path is short, as docs/configuration.md has it.
  expect(withDemoCases({}, process.cwd())).toEqual({ ARTIFACT_ROOT: DEMO });
});

test.each([
  { ARTIFACT_ROOT: "mine" },
  { ARTIFACT_ROOT: "" },
  { CLARITY_CASES_PREFIX: "cases", CLARITY_BUCKET: "my-bucket" },
  { CLARITY_STORE: "s3", CLARITY_BUCKET: "my-bucket" },
])("a setting about cases stays as it is: %j", (environment) => {
  expect(withDemoCases(environment, "/opt/package")).toEqual(environment);
});
