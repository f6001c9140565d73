import * as fc from "fast-check";

const zeros = fc.nat(8).map((count) => "0".repeat(count));
const digits = fc
  .integer({ min: 1, max: 18 })
  .chain((length) =>
    fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length }),
  );
const sign = fc.constantFrom("", "", "-");
const whole = fc.oneof(
  fc.constant("0"),
  digits.map((text) => text.replace(/^0+(?=.)/, "")),
);
const fraction = fc.oneof(
  fc.constant(""),
  fc.tuple(zeros, digits, zeros).map((parts) => `.${parts.join("")}`),
  fc.constantFrom(".0", ".5", ".50"),
);
const exponent = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  fc.integer({ min: 0, max: 12 }).map((places) => `e-${places}`),
  fc.integer({ min: 0, max: 9 }).map((places) => `e-0${places}`),
  fc.constantFrom(
    "e0",
    "e-00",
    "e-000",
    "e-007",
    "E-05",
    "e5",
    "e+05",
    "E300",
    "e-99",
    "e-100",
    "e-320",
    "e400",
  ),
);

/** Numbers in every way that JSON allows, among them some that JavaScript cannot represent exactly. */
export const spelledNumbers = fc.oneof(
  fc.tuple(sign, whole, fraction, exponent).map((parts) => parts.join("")),
  fc
    .tuple(fc.nat(99_999_999), fc.integer({ min: 0, max: 12 }))
    .map(([n, places]) => (n / 10 ** places).toFixed(places)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: 0, max: 1, noNaN: true }).map(String),
  fc.constantFrom(
    "-0",
    "-0.0",
    "0.0",
    "1.0",
    "9007199254740991",
    "9007199254740993",
    "1e-6",
    "0.000001",
    "0.0000001",
    "1.50e-07",
  ),
);

/** Short, precise numbers, which most lists of an evaluation consist of. */
export const plainNumbers = fc.oneof(
  fc
    .tuple(fc.nat(99_999_999), fc.integer({ min: 0, max: 8 }))
    .map(([n, places]) => (n / 10 ** places).toFixed(places)),
  fc
    .tuple(
      fc.constantFrom("", "-"),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(9999),
      fc.integer({ min: 1, max: 30 }),
    )
    .map(
      ([minus, first, rest, places]) =>
        `${minus}${first}.${rest}e-${String(places).padStart(2, "0")}`,
    ),
  fc.constantFrom("0", "0.0", "1.0", "1", "-1", "0.5", "-0.25"),
);
