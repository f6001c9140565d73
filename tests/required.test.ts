import { expect, it } from "vitest";
import { required } from "../lib/required.ts";

it("a required value is returned as it is, even when it is empty", () => {
  expect([required("", "x"), required(0, "x"), required(false, "x")]).toEqual(["", 0, false]);
});

it.each([undefined, null])(
  "a required value that is %s throws and names the invariant",
  (value) => {
    const why = "every column has a width";
    expect(() => required(value, why)).toThrow("Broken invariant: every column has a width.");
  },
);
