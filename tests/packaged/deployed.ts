import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { FunctionName } from "./package.ts";

/** The settings of a Lambda function besides its package. */
interface Deployed {
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** The settings that are the same wherever it is deployed: no names of buckets. */
  readonly settings: Readonly<Record<string, string>>;
}

const FunctionSchema = v.object({
  Type: v.literal("AWS::Lambda::Function"),
  Properties: v.object({
    Handler: v.string(),
    MemorySize: v.number(),
    Timeout: v.number(),
    Environment: v.optional(v.object({ Variables: v.record(v.string(), v.unknown()) })),
  }),
});

const TemplateSchema = v.object({ Resources: v.record(v.string(), v.unknown()) });

/** A function as the generated template has it. */
export async function deployed(packaged: string, name: FunctionName): Promise<Deployed> {
  const path = join(packaged, ".serverless/cloudformation-template-update-stack.json");
  const { Resources } = v.parse(TemplateSchema, JSON.parse(await readFile(path, "utf8")));
  const found = Object.values(Resources)
    .filter((resource) => v.is(FunctionSchema, resource))
    .find(({ Properties }) => Properties.Handler.startsWith(`dist/${name}/`));
  if (found === undefined)
    throw new Error(`the template: expected the function ${name}, found none`);
  const { Handler, MemorySize, Timeout, Environment } = found.Properties;
  const settings = Object.entries(Environment?.Variables ?? {});
  return {
    handler: Handler,
    memoryMb: MemorySize,
    timeoutMs: Timeout * 1000,
    settings: Object.fromEntries(
      settings.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
  };
}
