import type { ListedCase } from "../../../../lib/http/answers.ts";
import type { Sort } from "../state/address.ts";
import { nameOf, summaryIn } from "./listed.ts";

/** The cases that a search finds, in the order that is wanted. */
export function selection(cases: readonly ListedCase[], query: string, sort: Sort): ListedCase[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const found = cases.filter((listed) => {
    const text = searchedText(listed);
    return words.every((word) => text.includes(word));
  });
  return found.toSorted((one, other) => ORDERS[sort](one, other) || byId(one, other));
}

const texts = new WeakMap<ListedCase, string>();

/** Folded once for each case: a thousand descriptions are searched at every key stroke. */
function searchedText(listed: ListedCase): string {
  const known = texts.get(listed);
  if (known !== undefined) return known;
  const text = folded([listed.case_id, ...wordsOf(listed)].join(" "));
  texts.set(listed, text);
  return text;
}

function wordsOf(listed: ListedCase): string[] {
  if ("problem" in listed) return ["unreadable", listed.problem.detail];
  const { title, description, synthetic, model_id: model, axes } = listed;
  const kind = synthetic === null ? "" : synthetic ? "synthetic" : "real";
  const stated = [title ?? "", description ?? "", model ?? "", kind];
  return [...stated, ...axes.map(({ axis }) => axis)];
}

/** Without case and accents, so that `evidence` finds `évidence`. */
function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}

type Order = (one: ListedCase, other: ListedCase) => number;

const COLLATOR = new Intl.Collator("en", { numeric: true });

const byId: Order = (one, other) => COLLATOR.compare(one.case_id, other.case_id);
const byTitle: Order = (one, other) => COLLATOR.compare(nameOf(one), nameOf(other));
const byTime: Order = (one, other) => timeOf(one) - timeOf(other);
const byEsi: Order = (one, other) => (lowestEsi(one) ?? -1) - (lowestEsi(other) ?? -1);

const ORDERS: Readonly<Record<Sort, Order>> = {
  id: byId,
  title: byTitle,
  newest: (one, other) => byTime(other, one),
  oldest: byTime,
  steadiest: (one, other) => byEsi(other, one),
  // A case without ESI is not the least steady: nothing is known about it.
  "least-steady": (one, other) =>
    (lowestEsi(one) ?? Infinity) - (lowestEsi(other) ?? Infinity) || 0,
};

/** A case whose time is not stated, or makes no sense, comes before all others. */
function timeOf(listed: ListedCase): number {
  const time = Date.parse(summaryIn(listed)?.evaluated_at ?? "");
  return Number.isNaN(time) ? 0 : time;
}

/**
 * The mean ESI of the axis along which the answer is least steady, as the report's summary has it; undefined
 * where no axis states one. Not a mean of means: the case states its own, which the list does not know.
 */
export function lowestEsi(listed: ListedCase): number | undefined {
  const axes = summaryIn(listed)?.axes ?? [];
  const [first, ...others] = axes.flatMap(({ mean_esi: esi }) => esi ?? []);
  return first === undefined ? undefined : Math.min(first, ...others);
}

/** When a case was evaluated, to the minute; undefined where that is not known. */
export function evaluatedWords(evaluatedAt: string | null): string | undefined {
  const time = Date.parse(evaluatedAt ?? "");
  if (Number.isNaN(time)) return undefined;
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
