import type { ConsistentCase } from "./consistent-case.ts";

/** By id of each check that then fails: the place, the stated value, and the value that the rest of the case implies. */
type Expected = Readonly<
  Record<string, readonly [where: unknown, stated: unknown, computed: unknown]>
>;

/** One change to a case that did not contradict itself. */
export type Mutation = readonly [
  name: string,
  change: (copy: ConsistentCase) => void,
  expected: Expected,
];
