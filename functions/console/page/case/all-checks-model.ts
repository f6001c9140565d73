import type { Check } from "../../../../lib/case/checks/index.ts";
import { excerpt } from "../../../../lib/report/model/excerpt.ts";
import { counted } from "../../../../lib/report/model/numbers.ts";
import type { TableContent } from "../../../../lib/report/model/tables/content.ts";

const OUTCOMES: Readonly<Record<Check["outcome"], string>> = {
  holds: "holds",
  does_not_hold: "does not hold",
  cannot_be_checked: "cannot be made",
};

/** Every check with its outcome: those that do not hold first, then those that hold. */
export function checksTable(checks: readonly Check[]): TableContent {
  const order: readonly Check["outcome"][] = ["does_not_hold", "holds", "cannot_be_checked"];
  const sorted = order.flatMap((outcome) => checks.filter((check) => check.outcome === outcome));
  return {
    caption: "Every check of this case’s own numbers against each other.",
    columns: [
      { head: "Check", align: "left" },
      { head: "Outcome", align: "left" },
      { head: "Details", align: "left" },
    ],
    rows: sorted.map((check) => [check.title, OUTCOMES[check.outcome], detailsOf(check)]),
  };
}

function detailsOf(check: Check): string {
  if (check.outcome === "cannot_be_checked") return check.reason;
  const compared = `${counted(check.compared, "comparison")}.`;
  const found =
    check.outcome === "does_not_hold" ? ` ${counted(check.count, "contradiction")}.` : "";
  return excerpt(`${compared}${found} ${check.reason ?? ""}`.trimEnd(), 400);
}
