import { describe, expect, it } from "vitest";
import { onOneLine, visible } from "../../lib/commands/visible.ts";

/** Characters that control a terminal or change the order of its text. */
const CONTROLS = [
  "\u0000\u0007\b\t\v\f\r\u001b\u001f",
  "\u007f\u0085\u009b\u009f",
  "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
].join("");

describe("printed text", () => {
  it("has every control character escaped", () => {
    const codes = Array.from(CONTROLS, (one) => one.charCodeAt(0).toString(16).padStart(4, "0"));
    expect(visible(`a${CONTROLS}b`)).toBe(`a${codes.map((code) => `\\u${code}`).join("")}b`);
    expect(visible("a\nb")).toBe("a\nb");
    expect(onOneLine("a\nb\u001b")).toBe("a\\u000ab\\u001b");
  });

  it("keeps every other character, whatever its script", () => {
    const text = "é ß … 漢字 שלום مرحبا 👩‍⚕️ \\u001b";
    expect(visible(text)).toBe(text);
    expect(onOneLine(text)).toBe(text);
  });

  it("means the same in JSON", () => {
    const value = { [CONTROLS]: `\n${CONTROLS}` };
    expect(JSON.parse(visible(JSON.stringify(value)))).toEqual(value);
  });
});
