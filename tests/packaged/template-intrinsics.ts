import * as v from "valibot";

/** One or several. */
export const textsSchema = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((one) => (typeof one === "string" ? [one] : one)),
);

/** Strict, so that nothing that would change a resource's meaning goes unseen, such as a condition. */
const ResourceSchema = v.strictObject({
  Type: v.string(),
  DependsOn: v.optional(textsSchema),
  DeletionPolicy: v.optional(v.string()),
  UpdateReplacePolicy: v.optional(v.string()),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
export const ResourcesSchema = v.record(v.string(), ResourceSchema);

export type Resource = v.InferOutput<typeof ResourceSchema>;
export type Resources = Readonly<Record<string, Resource>>;

const GetAttSchema = v.tuple([v.string(), v.string()]);
const JoinSchema = v.tuple([v.string(), v.array(v.unknown())]);

const PSEUDO: Readonly<Record<string, string>> = {
  "AWS::Partition": "aws",
  "AWS::Region": "eu-central-1",
  "AWS::AccountId": "123456789012",
  "AWS::URLSuffix": "amazonaws.com",
};

/** The value of `!Ref X` if it is not an ordinary name: some may not have capitals. */
const LOWER_CASE: ReadonlySet<string> = new Set(["AWS::S3::Bucket", "AWS::ApiGatewayV2::Api"]);

/** What `!GetAtt X.Arn` gives, as far as the template asks for it. */
const ARNS: Readonly<Record<string, (id: string, resource: Resource) => string>> = {
  "AWS::S3::Bucket": (id) => `arn:aws:s3:::${id.toLowerCase()}`,
  "AWS::IAM::Role": (id) => `arn:aws:iam::123456789012:role/${id}`,
  "AWS::Lambda::Function": (_, { Properties }) =>
    `arn:aws:lambda:eu-central-1:123456789012:function:${String(Properties["FunctionName"])}`,
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
  "AWS::Logs::LogGroup": (_, { Properties }) =>
    `arn:aws:logs:eu-central-1:123456789012:log-group:${String(Properties["LogGroupName"])}:*`,
};

/**
 * A template's resources with `Ref`, `Fn::GetAtt`, `Fn::Sub` and `Fn::Join` replaced by what they stand for. A
 * resource without a name is called by its logical one.
 *
 * @throws for any other intrinsic, for a reference to something that is not in the template, and for
 *   resources that wait for each other
 */
export function resolveIntrinsics(resources: Resources): Resources {
  const ids = Object.keys(resources);
  const awaited = new Map(ids.map((id) => [id, new Set<string>()]));
  let awaiting = "";

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
    if (others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) {
      return intrinsic(name, argument);
    }
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member)]));
  }

  function intrinsic(name: string, argument: unknown): string {
    if (name === "Ref") return reference(String(argument));
    if (name === "Fn::Sub") {
      return String(argument).replaceAll(/\$\{([^}]+)\}/g, (_, named: string) => reference(named));
    }
    if (name === "Fn::GetAtt") return attribute(...v.parse(GetAttSchema, argument));
    if (name === "Fn::Join") {
      const [separator, parts] = v.parse(JoinSchema, argument);
      return parts.map(resolve).join(separator);
    }
    throw new Error(`expected an intrinsic that is known here, found ${name}`);
  }

  function reference(named: string): string {
    const [id = "", attributeName] = named.split(".");
    if (attributeName !== undefined) return attribute(id, attributeName);
    if (PSEUDO[named] !== undefined) return PSEUDO[named];
    const { Type, Properties } = resourceCalled(named);
    if (Type === "AWS::Lambda::Function") return String(Properties["FunctionName"]);
    return LOWER_CASE.has(Type) ? named.toLowerCase() : named;
  }

  function attribute(id: string, name: string): string {
    const resource = resourceCalled(id);
    const arn = name === "Arn" ? ARNS[resource.Type] : undefined;
    if (arn === undefined) throw new Error(`${id}.${name} is not known here`);
    return arn(id, resource);
  }

  function resourceCalled(id: string): Resource {
    const resource = resources[id];
    if (resource === undefined) throw new Error(`There is no resource ${id}.`);
    awaited.get(awaiting)?.add(id);
    return resource;
  }

  const resolved = ids.map((id) => {
    awaiting = id;
    for (const other of resources[id]?.DependsOn ?? []) resourceCalled(other);
    return [id, resolve(resources[id])];
  });
  assertNoCircle(awaited);
  return v.parse(ResourcesSchema, Object.fromEntries(resolved));
}

/** CloudFormation refuses resources that can only be made after each other. */
function assertNoCircle(awaited: ReadonlyMap<string, ReadonlySet<string>>): void {
  const made = new Set<string>();
  const waiting = new Map(awaited);
  while (waiting.size > 0) {
    const next = [...waiting].filter(([, others]) => [...others].every((other) => made.has(other)));
    if (next.length === 0) throw new Error(`${[...waiting.keys()].join(", ")} wait for each other`);
    for (const [id] of next) {
      made.add(id);
      waiting.delete(id);
    }
  }
}
