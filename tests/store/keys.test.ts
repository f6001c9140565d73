import { describe, expect, it } from "vitest";
import { assertKey, isKey } from "../../lib/store/keys.ts";

describe("a key", () => {
  it("is made of segments of safe characters, up to 128 in each", () => {
    const keys = ["a", "A-Z_a.z/0-9", "...", "a..b", ".hidden", "x".repeat(128), "a/b/c/d/e/f/g"];
    expect(keys.filter(isKey)).toEqual(keys);
    expect(() => keys.forEach(assertKey)).not.toThrow();
  });

  it("is refused with a message that shows the invalid key", () => {
    expect(() => assertKey("a\nb")).toThrow(
      new RangeError('expected a key of safe segments joined by "/", found "a\\nb"'),
    );
  });
});
