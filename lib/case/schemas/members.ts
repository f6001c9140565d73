/** The kinds of members that several artifacts share. Numbers have no range, because a report shows wrong ones too. */
import * as v from "valibot";

/**
 * Valibot accepts a list as an object without members, so it would be valid if all members are optional.
 */
function refusingLists<S extends v.GenericSchema>(schema: S): S {
  const run: v.GenericSchema["~run"] = (dataset, config) => {
    const { value } = dataset;
    if (!Array.isArray(value)) return schema["~run"](dataset, config);
    const { kind, type, expects: expected } = schema;
    const message = "an object, not a list";
    const issue = { kind, type, input: value, expected, received: "Array", message };
    return { typed: false, value, issues: [issue] };
  };
  return { ...schema, "~run": run };
}

/** An object with these members and any others. */
export const object = <E extends v.ObjectEntries>(entries: E) =>
  refusingLists(v.looseObject(entries));

/** An object whose members have any names. */
export const record = <S extends v.GenericSchema>(member: S) =>
  refusingLists(v.record(v.string(), member));

/** A member that may be absent or null: evaluations in Python write None for unknown values. */
export const optional = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.nullish(schema),
    v.transform((member) => member ?? undefined),
  );

export const text = optional(v.string());
export const number = optional(v.number());
export const flag = optional(v.boolean());

export const esi = optional(v.pipe(v.number(), v.description("Evidence Stability Index")));
export const drift = optional(v.pipe(v.number(), v.description("justification drift")));

const seed = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.integer("an integer or a string"))]),
  v.description("text beyond ±(2^53 − 1)"),
);

export const optionalSeed = optional(seed);
export const seeds = optional(v.array(seed));

/** A point's place on its axis. */
export const axisValue = v.pipe(
  v.union([v.string(), v.number()]),
  v.description("a number, or text that may encode one: `0p8` is 0.8"),
);

/** The value of an axis in a sweep: whatever JSON the evaluation passed to the perturbation. */
export const sweptValue = v.pipe(v.unknown(), v.description("usually a number"));
