/** The parts of OpenAPI 3.1 that the description uses, named as the specification names them. */
import type { JsonSchema } from "@valibot/to-json-schema";

export interface Reference {
  readonly $ref: string;
}

type Named<T> = Readonly<Record<string, T>>;

export interface Header {
  readonly description: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: string;
}

interface Example {
  readonly value: unknown;
}

export interface MediaType {
  readonly schema?: JsonSchema;
  readonly examples?: Named<Example>;
}

export interface ResponseObject {
  readonly description: string;
  readonly headers: Named<Header | Reference>;
  readonly content?: Named<MediaType>;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Reference[];
  readonly requestBody?: { readonly required: true; readonly content: Named<MediaType> };
  /** By status. */
  readonly responses: Named<ResponseObject | Reference>;
}

export type Method = "get" | "post";

export interface Components {
  readonly schemas: Named<JsonSchema>;
  readonly headers: Named<Header>;
  readonly parameters: Named<Parameter>;
  readonly responses: Named<ResponseObject>;
}

export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly summary: string;
    readonly description: string;
    readonly license: { readonly name: string; readonly identifier: string };
  };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Named<Partial<Record<Method, Operation>>>;
  readonly components: Components;
}
