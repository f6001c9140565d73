import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** What S3 must do, on a real S3 server (tests/servers/s3.ts). */
export default defineConfig({
  ...all,
  test: {
    ...all.test,
    include: ["tests/s3/**/*.check.ts"],
    setupFiles: ["tests/watch-log.ts", "tests/s3/environment.ts"],
    globalSetup: ["tests/build-once.ts", "tests/servers/s3.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
