import { ERROR_CODES, factsOf } from "../../error-codes.ts";
import { withGenerated } from "./generated.ts";
import { table } from "./table.ts";

/** A page with the table of all error codes. @throws Error of `withGenerated` */
export function withErrorTable(page: string): string {
  const rows = ERROR_CODES.map((code) => {
    const { status, when, advice, client = "" } = factsOf(code);
    return [`\`${code}\``, String(status), when, `${advice} ${client}`.trim()];
  });
  const head = ["code", "status", "when", "what to do"];
  return withGenerated(page, "lib/error-codes.ts", table(head, rows));
}
