import { excerpt, listed } from "./excerpt.ts";
import { counted, exact } from "./numbers.ts";

/** Numbers or names, separated by commas; undefined if the case has none. */
export function numberList(members: readonly (number | string)[] | undefined): string | undefined {
  if (members === undefined || members.length === 0) return undefined;
  return listed(members, (member) =>
    typeof member === "number" ? exact(member) : excerpt(member),
  );
}

/** Seeds, separated by commas; after their count if there are many. */
export function seedList(seeds: readonly (number | string)[] | undefined): string | undefined {
  const list = numberList(seeds);
  if (seeds === undefined || list === undefined || seeds.length <= 20) return list;
  return `${counted(seeds.length, "seed")}: ${list}`;
}

export function yesOrNo(flag: boolean | undefined): string | undefined {
  return flag === undefined ? undefined : flag ? "yes" : "no";
}
