/** The members of the artifacts that no section shows. They are listed, so that the report omits nothing. */
import type { CaseArtifacts } from "../../case/schemas.ts";
import { ARTIFACT_LABELS } from "./artifact-labels.ts";
import { excerpt } from "./excerpt.ts";
import { KNOWN_MEMBERS, type KnownMembers } from "./known-members.ts";

export interface OtherMember {
  readonly file: string;
  /** A JSON Pointer in which `*` stands for every item of a list. */
  readonly place: string;
  /** How often it is there. */
  readonly count: number;
  /** The first few different values, as JSON. */
  readonly values: readonly string[];
  /** Whether there are more different values than these. */
  readonly more: boolean;
}

export function otherMembers(artifacts: CaseArtifacts): OtherMember[] {
  return ARTIFACT_LABELS.flatMap(({ name, file }) => {
    const found = new Map<string, Found>();
    collect(artifacts[name], KNOWN_MEMBERS[name], "", found);
    return [...found].map(([place, { count, values, more }]) => {
      return { file, place, count, values: [...values], more };
    });
  });
}

interface Found {
  count: number;
  readonly values: Set<string>;
  more: boolean;
}

const MOST_VALUES = 3;
const LONGEST_VALUE = 300;

function collect(
  value: unknown,
  known: KnownMembers,
  place: string,
  found: Map<string, Found>,
): void {
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const step = isList ? "*" : name;
    const below = Object.hasOwn(known, step) ? known[step] : undefined;
    if (below === true) continue;
    const inner = `${place}/${excerpt(step, 80)}`;
    if (below === undefined) add(found, inner, member);
    else collect(member, below, inner, found);
  }
}

function add(found: Map<string, Found>, place: string, value: unknown): void {
  const entry = found.get(place) ?? { count: 0, values: new Set<string>(), more: false };
  found.set(place, entry);
  entry.count += 1;
  // With more values than are shown, what this one is does not matter: writing it out may cost much.
  if (entry.more) return;
  const text = shown(value);
  if (entry.values.has(text)) return;
  if (entry.values.size < MOST_VALUES) entry.values.add(text);
  else entry.more = true;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  if (text.length <= LONGEST_VALUE || typeof value === "string")
    return excerpt(text, LONGEST_VALUE);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return `an object of ${text.length} characters`;
}
