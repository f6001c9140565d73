import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType } from "@aws-cdk/service-spec-types";

const SPEC = loadAwsServiceSpecSync();

/** Types that take a value of any kind. */
const ANY = new Set<string>(["json", "tag"]);
const INTRINSIC = /^(?:Ref|Fn::\w+)$/;

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>> | undefined;
}

interface Properties {
  readonly [name: string]: { readonly type: PropertyType; readonly required?: boolean };
}

/** Every way in which a resource breaks CloudFormation's schema of its type, one sentence each. */
export function schemaFaults(id: string, { Type, Properties = {} }: Resource): string[] {
  const [type] = SPEC.lookup("resource", "cloudFormationType", "equals", Type);
  if (type === undefined) return [`${id}: CloudFormation has no resource type ${Type}`];
  return propertyFaults(`${id} (${Type})`, type.properties, Properties);
}

function propertyFaults(where: string, known: Properties, given: object): string[] {
  const missing = Object.keys(known).filter((name) => known[name]?.required && !(name in given));
  return [
    ...missing.map((name) => `${where}: the required property ${name} is missing`),
    ...Object.entries(given).flatMap(([name, value]) => {
      const property = known[name];
      if (property === undefined) return [`${where}: there is no property ${name}`];
      return valueFaults(`${where}: ${name}`, property.type, value);
    }),
  ];
}

/** A value that an intrinsic function computes is not known before the deployment. */
function isComputed(value: unknown): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && INTRINSIC.test(keys[0] ?? "");
}

function valueFaults(where: string, type: PropertyType, value: unknown): string[] {
  if (ANY.has(type.type) || isComputed(value)) return [];
  const wrong = [`${where}: expected ${type.type}, found ${JSON.stringify(value)}`];
  if (type.type === "union") {
    const fits = type.types.some((one) => valueFaults(where, one, value).length === 0);
    return fits ? [] : wrong;
  }
  if (type.type === "array") {
    if (!Array.isArray(value)) return wrong;
    return value.flatMap((item, index) => valueFaults(`${where}[${index}]`, type.element, item));
  }
  if (type.type === "map" || type.type === "ref") {
    return isObject(value) ? objectFaults(where, type, value) : wrong;
  }
  return isPrimitive(type.type, value) ? [] : wrong;
}

function objectFaults(
  where: string,
  type: Extract<PropertyType, { type: "map" | "ref" }>,
  value: object,
): string[] {
  if (type.type === "ref") {
    return propertyFaults(where, SPEC.get("typeDefinition", type.reference).properties, value);
  }
  return Object.entries(value).flatMap(([key, item]) =>
    valueFaults(`${where}.${key}`, type.element, item),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** CloudFormation converts text to the primitive type that it needs, and back. */
function isPrimitive(type: string, value: unknown): boolean {
  const text = String(value);
  if (typeof value === "object") return false;
  if (type === "integer") return /^-?\d+$/.test(text);
  if (type === "number") return text !== "" && Number.isFinite(Number(text));
  if (type === "boolean") return text === "true" || text === "false";
  return true;
}
