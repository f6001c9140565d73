import { defineConfig } from "vitest/config";
import { common } from "../../vitest.config.ts";

/** Built code in separate processes and threads: the local service, functions, commands, workers. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ["tests/{start,commands,functions,package,service,docs}/**/*.check.ts"],
    globalSetup: "tests/build-once.ts",
  },
});
