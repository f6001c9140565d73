import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";
import { ON_S3 } from "./cache-suites.ts";

/** What S3 must do, on a real S3 server (tests/servers/s3.ts). */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/s3/**/*.check.ts", ...ON_S3.map((suite) => `tests/cache/${suite}`)],
    setupFiles: ["tests/watch-log.ts", "tests/s3/environment.ts", "tests/s3/places.ts"],
    globalSetup: ["tests/build-once.ts", "tests/servers/s3.ts"],
    // Most of the time is spent waiting for timeouts.
    maxWorkers: 2,
    // The AWS SDK's notice that Node 20 has had its day, once in every process.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
