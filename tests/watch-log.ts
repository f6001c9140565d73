/** Fails a test that printed a line of the log which may hold something of an artifact: see `watched-output.ts`. */
import { afterEach } from "vitest";
import { takeFault } from "./watched-output.ts";

afterEach(() => {
  const fault = takeFault();
  if (fault !== undefined) throw new Error("a line of the log is not allowed", { cause: fault });
});
