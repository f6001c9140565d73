import * as v from "valibot";
import { textsSchema, type Resource, type Resources } from "./template-intrinsics.ts";

/** Strict, so that nothing that would change a statement's meaning goes unseen, such as `NotAction`. */
const StatementSchema = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(["Allow", "Deny"]),
  Principal: v.optional(v.unknown()),
  Action: textsSchema,
  Resource: textsSchema,
  Condition: v.optional(v.record(v.string(), v.record(v.string(), textsSchema)), {}),
});
const DocumentSchema = v.object({ Statement: v.array(StatementSchema) });
const RoleSchema = v.object({ Policies: v.array(v.object({ PolicyDocument: DocumentSchema })) });
const BucketPolicySchema = v.object({ PolicyDocument: DocumentSchema });

export type Statement = v.InferOutput<typeof StatementSchema>;

/** A request as policies see it. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** The condition keys that it carries; any that is not here is absent. */
  readonly context: Readonly<Record<string, string>>;
}

type Condition = (present: string | undefined, expected: readonly string[]) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  Bool: (present, expected) => present !== undefined && expected.includes(present),
  Null: (present, expected) => expected.includes(String(present === undefined)),
  StringLike: (present, expected) => present !== undefined && likeAny(present, expected),
  StringLikeIfExists: (present, expected) => present === undefined || likeAny(present, expected),
};

/** As IAM decides within one account: denied where any statement denies, else allowed where one allows. */
export function isAllowed(asked: Asked, ...policies: readonly (readonly Statement[])[]): boolean {
  const applying = policies.flat().filter((statement) => applies(statement, asked));
  if (applying.some(({ Effect }) => Effect === "Deny")) return false;
  return applying.some(({ Effect }) => Effect === "Allow");
}

function applies(statement: Statement, { action, resource, context }: Asked): boolean {
  return (
    likeAny(action, statement.Action) &&
    likeAny(resource, statement.Resource) &&
    Object.entries(statement.Condition).every(([operator, keys]) => {
      const condition = CONDITIONS[operator];
      if (condition === undefined) throw new Error(`${operator} is not known here`);
      return Object.entries(keys).every(([key, expected]) => condition(context[key], expected));
    })
  );
}

function likeAny(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => patternOf(pattern).test(text));
}

/** `*` is any text, `?` any one character: also a slash. */
function patternOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}

/** Every statement of a role, which has its policies inline and no others. */
export function statementsOf(role: Resource | undefined): readonly Statement[] {
  const { Policies: policies } = v.parse(RoleSchema, role?.Properties);
  return policies.flatMap(({ PolicyDocument: { Statement: statements } }) => statements);
}

/** The statements of the store's bucket. */
export function bucketStatements(resources: Resources): readonly Statement[] {
  const { Properties: properties } = resources["StoreBucketPolicy"] ?? {};
  return v.parse(BucketPolicySchema, properties).PolicyDocument.Statement;
}
