import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** The page in Firefox and WebKit, against the real service: `.ci/install-tools browsers` installs both. */
export default defineConfig({
  ...all,
  test: {
    ...all.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/browsers/*.check.ts"],
    fileParallelism: false,
    expect: { poll: { timeout: 60_000 } },
  },
});
