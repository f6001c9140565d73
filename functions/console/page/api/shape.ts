/**
 * Light checks of what the service answers, so that no figure is drawn of what is not there. The service
 * has validated its artifacts already: this is for answers that are not its own.
 */
import { isRecord } from "./problem.ts";

/** The value as what it should be. @throws ShapeFault where it is something else */
export type Shape<T> = (value: unknown, path?: string) => T;

class ShapeFault extends Error {
  override readonly name = "ShapeFault";
}

/** Members that no shape names are kept: points carry CSI and EDM so. */
type Loose<T> = T & Record<string, unknown>;
type Members = Readonly<Record<string, Shape<unknown>>>;

export const text: Shape<string> = (value, path = "") =>
  typeof value === "string" ? value : refuse(value, path, "text");

/** JSON has numbers that are too large for JavaScript. */
export const number: Shape<number> = (value, path = "") =>
  typeof value === "number" && Number.isFinite(value) ? value : refuse(value, path, "a number");

export const flag: Shape<boolean> = (value, path = "") =>
  typeof value === "boolean" ? value : refuse(value, path, "true or false");

export function matching(pattern: RegExp, expected: string): Shape<string> {
  return (value, path = "") =>
    typeof value === "string" && pattern.test(value) ? value : refuse(value, path, expected);
}

export function either<A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> {
  return (value, path) => {
    try {
      return one(value, path);
    } catch {
      return other(value, path);
    }
  };
}

/** Left out, or null, as evaluations written in Python say. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, path) => (value === undefined || value === null ? undefined : shape(value, path));
}

export function listOf<T>(shape: Shape<T>): Shape<T[]> {
  return (value, path = "") =>
    Array.isArray(value)
      ? value.map((member: unknown, index) => shape(member, at(path, String(index))))
      : refuse(value, path, "a list");
}

export function mapOf<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return (value, path = "") =>
    isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, member]) => [name, shape(member, at(path, name))]),
        )
      : refuse(value, path, "an object");
}

export function record<M extends Members>(
  members: M,
): Shape<Loose<{ [K in keyof M]: ReturnType<M[K]> }>>;
export function record(members: Members): Shape<Record<string, unknown>> {
  return (value, path = "") => {
    if (!isRecord(value)) return refuse(value, path, "an object");
    const read = Object.entries(members).map(([name, shape]): [string, unknown] => [
      name,
      shape(value[name], at(path, name)),
    ]);
    return { ...value, ...Object.fromEntries(read) };
  };
}

function at(path: string, member: string): string {
  return path === "" ? member : `${path}.${member}`;
}

/** @throws ShapeFault always */
export function refuse(value: unknown, path: string, expected: string): never {
  const where = path === "" ? "" : `${path}: `;
  throw new ShapeFault(`${where}expected ${expected}, found ${kindOf(value)}`);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
