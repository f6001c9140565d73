import { canonicalJson } from "../../lib/case/canonical-json.ts";
import { differencesOf } from "../../lib/case/differences.ts";
import { parseExactJson } from "../../lib/case/exact-json.ts";

/** The differences of two texts, as the key sees them. */
export function compared(a: string, b: string, limit = 100) {
  const seen = [a, b].map((text): unknown =>
    JSON.parse(canonicalJson(parseExactJson(new TextEncoder().encode(text)))),
  );
  return differencesOf(seen[0], seen[1], limit);
}
