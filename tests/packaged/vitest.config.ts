import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** The packages, as they would be deployed, in the client that Lambda runs them with, on a real S3 server. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/packaged/*.check.ts", "tests/console/deployed/*.check.ts"],
    globalSetup: ["tests/packaged/package-once.ts", "tests/servers/s3.ts"],
    // Leases have to run out, in real time.
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
