export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/**
 * Indented JSON with a line feed at the end, in which a list of scalars (a matrix row) and a flat
 * object within a list (a point, a probe, a region) take one line each: files stay small, and diffs
 * and editors cope with them.
 */
export function jsonText(value: Json): string {
  return `${written(value, "", false)}\n`;
}

function written(value: Json, indent: string, listed: boolean): string {
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.every(isScalar)) return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    return `[\n${value.map((item) => inner + written(item, inner, true)).join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value);
  const flat = listed && members.every(([, member]) => isScalar(member));
  const texts = members.map(
    ([name, member]) => `${JSON.stringify(name)}: ${written(member, inner, false)}`,
  );
  if (flat) return `{ ${texts.join(", ")} }`;
  return `{\n${texts.map((text) => inner + text).join(",\n")}\n${indent}}`;
}

/** Array.isArray does not narrow a readonly list. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isScalar(value: Json): boolean {
  return typeof value !== "object";
}
