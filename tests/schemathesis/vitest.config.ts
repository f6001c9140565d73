import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** Sends what schemathesis, a Python program, makes of the API description: `tests/install-python.sh` fetches it. */
export default defineConfig({
  ...all,
  test: {
    ...all.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/schemathesis/*.check.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
