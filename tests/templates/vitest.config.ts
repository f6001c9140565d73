import { defineConfig } from "vitest/config";
import all from "../../vitest.config.ts";

/** The CloudFormation template and the workflows, read by programs that are not ours: `install.sh` fetches them. */
export default defineConfig({
  ...all,
  test: { ...all.test, include: ["tests/templates/*.check.ts"] },
});
