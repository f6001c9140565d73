import { describe, expect, test } from "vitest";
import { FUNCTIONS } from "./package.ts";
import { temporarySandbox } from "./sandbox.ts";

const BUCKET = { CLARITY_BUCKET: "of-the-test" };

describe.each(FUNCTIONS)("%s", (name) => {
  test("does not start with invalid settings, and names them", async () => {
    const settings = { ...BUCKET, LOG_LEVEL: "loud", APP_ENV: " ", CLARITY_CASES: "trials" };
    const sandbox = await temporarySandbox(name, { settings });
    const errorMessage = [
      "The settings are invalid.",
      '  APP_ENV: expected some text, found " "',
      '  LOG_LEVEL: expected one of debug, info, warn, error, found "loud"',
      "  CLARITY_CASES: unknown setting (see docs/configuration.md)",
    ].join("\n");
    const body = { errorType: "ClarityError", errorMessage };
    expect(await sandbox.initialised()).toMatchObject({ type: "error", body });
    await sandbox.ended();
  });
});

// The console's policy names the bucket that large reports are redirected to.
test.each(["report", "demo", "console"] as const)(
  "%s does not start without a bucket",
  async (name) => {
    const sandbox = await temporarySandbox(name, { settings: {} });
    const body = { errorMessage: expect.stringContaining("CLARITY_BUCKET is missing") as unknown };
    expect(await sandbox.initialised()).toMatchObject({ type: "error", body });
  },
);

test("health starts without a bucket", async () => {
  const sandbox = await temporarySandbox("health", { settings: {} });
  expect(await sandbox.initialised()).toEqual({ type: "ready" });
});
