import type { CaseSummary } from "../../../../lib/http/answers.ts";
import type { Sort } from "../state/address.ts";

/** The cases that a search finds, in the order that is wanted. */
export function selection(cases: readonly CaseSummary[], query: string, sort: Sort): CaseSummary[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const found = cases.filter((summary) => {
    const text = searchedText(summary);
    return words.every((word) => text.includes(word));
  });
  return found.toSorted((one, other) => ORDERS[sort](one, other) || byId(one, other));
}

const texts = new WeakMap<CaseSummary, string>();

/** Folded once for each case: a thousand descriptions are searched at every key stroke. */
function searchedText(summary: CaseSummary): string {
  const known = texts.get(summary);
  if (known !== undefined) return known;
  const { case_id, title, description, synthetic, axes } = summary;
  const kind = synthetic ? "synthetic" : "real";
  const text = folded(
    [case_id, title, description, kind, ...axes.map(({ axis }) => axis)].join(" "),
  );
  texts.set(summary, text);
  return text;
}

/** Without case and accents, so that `evidence` finds `évidence`. */
function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}

type Order = (one: CaseSummary, other: CaseSummary) => number;

const COLLATOR = new Intl.Collator("en", { numeric: true });

const byId: Order = (one, other) => COLLATOR.compare(one.case_id, other.case_id);
const byTitle: Order = (one, other) => COLLATOR.compare(one.title, other.title);
const byTime: Order = (one, other) => timeOf(one) - timeOf(other);
const byEsi: Order = (one, other) => (lowestEsi(one) ?? -1) - (lowestEsi(other) ?? -1);

const ORDERS: Readonly<Record<Sort, Order>> = {
  id: byId,
  title: byTitle,
  newest: (one, other) => byTime(other, one),
  oldest: byTime,
  steadiest: (one, other) => byEsi(other, one),
  // A case without axes is not the least steady: nothing is known of it.
  "least-steady": (one, other) =>
    (lowestEsi(one) ?? Infinity) - (lowestEsi(other) ?? Infinity) || 0,
};

/** A time that makes no sense counts as none at all, which is the epoch. */
function timeOf({ evaluated_at }: CaseSummary): number {
  const time = Date.parse(evaluated_at);
  return Number.isNaN(time) ? 0 : time;
}

/**
 * The mean ESI of the axis that the answer is least steady along, as the report's summary has it; undefined
 * for a case without axes. Not a mean of means: the case states its own, which the list does not know.
 */
export function lowestEsi({ axes }: CaseSummary): number | undefined {
  const [first, ...others] = axes.map((axis) => axis.mean_esi);
  return first === undefined ? undefined : Math.min(first, ...others);
}

/** When a case was evaluated, to the minute; undefined for the epoch, which stands for "not stated". */
export function evaluatedWords({ evaluated_at }: CaseSummary): string | undefined {
  const time = Date.parse(evaluated_at);
  if (Number.isNaN(time) || time === 0) return undefined;
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
