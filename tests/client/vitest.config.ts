import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** A client made of the description, against a service that runs. */
export default defineConfig({
  ...all,
  test: { ...all.test, globalSetup: "tests/build-once.ts", include: ["tests/client/*.check.ts"] },
});
