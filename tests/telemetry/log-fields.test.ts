import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ClarityError } from "../../lib/errors.ts";
import { errorFields } from "../../lib/telemetry/log-fields.ts";

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("expected it to throw");
}

test("a parser's error keeps its type and its frames, not the text that it quotes", () => {
  const fields = errorFields(thrownBy(() => JSON.parse('{"title": "Right lower lobe" "x"}')));
  expect(fields).toMatchObject({ error: "SyntaxError" });
  expect(JSON.stringify(fields)).not.toMatch(/Right|lobe|title/);
  // V8 leaves out the receiver where much code has run before.
  expect(fields.stack?.[0]).toMatch(/^at (?:JSON\.)?parse \(<anonymous>\)$/);
  expect(String(fields.stack)).toContain("log-fields.test");
});

test.each([
  ["a plain message", "Right lower lobe"],
  ["one that looks like a frame", "x\n    at Right lower lobe (title:1:2)"],
  ["one of several lines", "Right\n  lower\n    at lobe:1:2"],
  ["one that ends in a frame of the runtime", "Right\n    at lobe (<anonymous>)"],
])("%s is not logged in the stack", (_what, message) => {
  const fields = errorFields(new Error(message));
  expect(JSON.stringify(fields)).not.toMatch(/Right|lobe/);
  expect(fields.stack?.length).toBeGreaterThan(0);
});

test("a name given later does not bring the message back", () => {
  const error = Object.assign(new Error("Right lower lobe"), { name: "PdfError" });
  const fields = errorFields(error);
  expect(fields.error).toBe("PdfError");
  expect(JSON.stringify(fields)).not.toContain("lobe");
});

test("a system error keeps its message, which names a file and not its content", () => {
  const fields = errorFields(thrownBy(() => readFileSync("/no/such/file")));
  expect(fields).toMatchObject({ error: "Error", error_code: "ENOENT" });
  expect(fields.detail).toContain("/no/such/file");
});

test("our own errors of 500 or more keep their message, and show the origin of the root cause", () => {
  const cause = thrownBy(() => readFileSync("/no/such/file"));
  const fields = errorFields(
    new ClarityError("store_unavailable", "The store is gone.", { cause }),
  );
  expect(fields).toMatchObject({ error: "Error", error_code: "ENOENT" });
  expect(fields.detail).toMatch(/^The store is gone\. ENOENT: /);
});

test("a store's error is logged with its sentence, not only with its title", () => {
  const facts = { operation: "written", errorCode: "ENOSPC" } as const;
  const error = new ClarityError("store_unavailable", undefined, { reason: "system_error", facts });
  expect(errorFields(error).detail).toBe(
    "The store could not be written: the disk is full (ENOSPC). The operator has to fix this.",
  );
});

test("a refusal quotes the artifact, so its message is left out", () => {
  const fields = errorFields(new ClarityError("unreportable_case", "found Right lower lobe"));
  expect(fields).not.toHaveProperty("detail");
  expect(JSON.stringify(fields)).not.toContain("lobe");
});

test.each([
  ["text", "string"],
  [undefined, "undefined"],
  [null, "object"],
  [7, "number"],
])("only the type of a thrown %s is logged", (thrown, type) => {
  expect(errorFields(thrown)).toEqual({ error: type });
});

test.each([
  [10, "10"],
  ["E_ODD", "E_ODD"],
  ["a sentence of an artifact", undefined],
  [{ toString: () => "x y" }, undefined],
])("the code %s is logged as %s", (code, logged) => {
  expect(errorFields(Object.assign(new Error("x"), { code })).error_code).toBe(logged);
});

test("an error without a stack has no frames", () => {
  const error = new Error("x");
  delete error.stack;
  expect(errorFields(error)).toEqual({ error: "Error", stack: [] });
});
