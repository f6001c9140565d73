import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../lib/case/canonical-json.ts";
import type { BatchEntry } from "../../../lib/service/batch/entry.ts";
import { manifestText } from "../../../lib/service/batch/manifest-text.ts";

const TEXT = fc.string({ unit: "grapheme" });
const ENTRY: fc.Arbitrary<BatchEntry> = fc.oneof(
  fc.record({ sha256: TEXT, key: TEXT, case_id: TEXT, bytes: fc.maxSafeNat() }),
  fc.record({
    detail: TEXT,
    code: fc.constantFrom("not_found", "unreportable_case"),
    case_id: TEXT,
  }),
);

test("a line of a manifest is canonical JSON, in whatever order its members were set", () => {
  fc.assert(
    fc.property(ENTRY, (entry) => {
      expect(manifestText([entry])).toBe(`${canonicalJson({ ...entry })}\n`);
    }),
  );
});
