type Path = (string | number)[];

export type InexactKind =
  | "integer"
  | "overflow"
  | "surrogate"
  | "surrogateInName"
  | "backslashInName";

/** A parsed value that may differ from the text. */
export interface InexactValue {
  readonly kind: InexactKind;
  /** Of the value, or of the object that has the member. */
  readonly path: readonly (string | number)[];
  /** The member's name, where that is what is wrong. */
  readonly name?: string;
}

/** The first value or name that JavaScript cannot represent exactly, or undefined. */
export function inexactValueIn(value: unknown): InexactValue | undefined {
  return inexactIn(value, []);
}

/** Walks with one growing and shrinking path, which is only copied for a fault. */
function inexactIn(value: unknown, path: Path): InexactValue | undefined {
  if (typeof value === "number") return kindOfNumber(value, path);
  if (typeof value === "string") {
    return value.isWellFormed() ? undefined : { kind: "surrogate", path: [...path] };
  }
  if (Array.isArray(value)) return inexactItem(value, path);
  return isObject(value) ? inexactMember(value, path) : undefined;
}

function inexactItem(items: readonly unknown[], path: Path): InexactValue | undefined {
  for (let index = 0; index < items.length; index++) {
    path.push(index);
    const fault = inexactIn(items[index], path);
    if (fault !== undefined) return fault;
    path.pop();
  }
  return undefined;
}

/** `Object.keys`, because `Object.entries` takes three times as long on objects of many members. */
function inexactMember(object: JsonObject, path: Path): InexactValue | undefined {
  for (const name of Object.keys(object)) {
    const kind = kindOfName(name);
    if (kind !== undefined) return { kind, path: [...path], name };
    path.push(name);
    const fault = inexactIn(object[name], path);
    if (fault !== undefined) return fault;
    path.pop();
  }
  return undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}

export function isExactName(name: string): boolean {
  return kindOfName(name) === undefined;
}

export function isExactNumber(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

/**
 * `JSON.parse` of Node 24 and 26 may confuse two names: an escaped name, such as `\"`, with an earlier one that
 * contains the backslash itself (nodejs/node#63785). A wrong name always contains a backslash, so refusing these
 * names is enough. docs/decisions/0006 has the details.
 */
function kindOfName(name: string): InexactKind | undefined {
  if (!name.isWellFormed()) return "surrogateInName";
  return name.includes("\\") ? "backslashInName" : undefined;
}

function kindOfNumber(value: number, path: Path): InexactValue | undefined {
  if (isExactNumber(value)) return undefined;
  return { kind: Number.isFinite(value) ? "integer" : "overflow", path: [...path] };
}
