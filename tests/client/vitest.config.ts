import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** A client made of the description, against a service that runs. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    globalSetup: "tests/build-once.ts",
    include: ["tests/client/*.check.ts"],
  },
});
