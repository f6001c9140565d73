import * as v from "valibot";
import { parse } from "yaml";

const FunctionSchema = v.object({
  handler: v.string(),
  events: v.array(v.object({ httpApi: v.string() })),
});
const ServiceSchema = v.object({
  service: v.string(),
  provider: v.object({
    name: v.string(),
    runtime: v.string(),
    timeout: v.number(),
    memorySize: v.number(),
  }),
  functions: v.record(v.string(), FunctionSchema),
  custom: v.object({ "serverless-offline": v.record(v.string(), v.boolean()) }),
});

/** As osls names it where none is given. */
const STAGE = "dev";

type LocalFunction = v.InferOutput<typeof FunctionSchema> & { readonly name: string };

export type LocalService = ReturnType<typeof localService>;

/** The variant of the report function whose PDFs need not be encoded as base64 and decoded again. */
function localHandler(name: string, { handler }: { readonly handler: string }): string {
  return name === "report" ? handler.replace(/\.handler$/, ".local") : handler;
}

/** What serverless-offline reads of serverless.yml, at build time. */
export function localService(yaml: string) {
  const { service, provider, functions, custom } = v.parse(ServiceSchema, parse(yaml));
  const named: Record<string, LocalFunction> = {};
  for (const [name, one] of Object.entries(functions)) {
    named[name] = { ...one, handler: localHandler(name, one), name: `${service}-${STAGE}-${name}` };
  }
  return { service, provider: { ...provider, stage: STAGE }, custom, functions: named };
}
