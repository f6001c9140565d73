import { inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compress } from "../../lib/report/pdf/compress.ts";

test("a compressed stream inflates to its original bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100_000 }), (bytes) => {
      const { dictionary, compressed } = compress(bytes);
      expect(dictionary).toEqual({ Filter: "FlateDecode" });
      expect(Buffer.compare(inflateSync(compressed), bytes)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("a matrix as canonical JSON takes less than a third of its size", () => {
  const rows = Array.from({ length: 64 }, (_, y) =>
    Array.from({ length: 64 }, (__, x) => Math.round(1e5 * ((x * y) / 4096)) / 1e5),
  );
  const bytes = new TextEncoder().encode(JSON.stringify(rows));
  expect(compress(bytes).compressed.length).toBeLessThan(bytes.length / 3);
});
