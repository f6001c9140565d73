import * as v from "valibot";
import { matrixFault } from "../matrix.ts";
import { number, object, optional } from "./members.ts";

/** The part of a matrix that JSON Schema can describe: it cannot require rows of equal length. */
const IN_JSON_SCHEMA = {
  description: "rows of equal length, or text if left out",
  anyOf: [
    { type: "array", items: { type: "array", items: { type: "number" } } },
    { type: "string" },
  ],
} as const;

const rows = v.pipe(
  v.custom<readonly (readonly number[])[] | string>(() => true),
  v.metadata(IN_JSON_SCHEMA),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const fault = matrixFault(dataset.value);
    if (fault === undefined) return;
    const [first, ...rest] = fault.path.map((key) => ({
      type: "unknown" as const,
      origin: "value" as const,
      input: undefined,
      key,
      value: fault.received,
    }));
    const issue = { message: fault.expected, input: fault.received };
    addIssue(first === undefined ? issue : { ...issue, path: [first, ...rest] });
  }),
);

/** A matrix, or a placeholder string if the evaluation left it out. */
export const MatrixSchema = object({
  width: number,
  height: number,
  values: optional(rows),
});

export type Matrix = v.InferOutput<typeof MatrixSchema>;
