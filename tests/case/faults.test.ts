import { describe, expect, it } from "vitest";
import { readCase } from "../../lib/case/read-case.ts";
import { CASE, faultWith, type Place } from "./one-change.ts";
import { refusalOf } from "./refusals.ts";
import { ScriptedSource } from "./sources.ts";

describe("a message stays short", () => {
  it("whatever text it shows", async () => {
    const place: Place = { artifact: "manifest", path: ["case_id"] };
    const { received } = await faultWith(place, "\u{1f602}".repeat(1000));
    expect(String(received)).toHaveLength(61);
    expect(String(received)).toMatch(/^"(?:\u{1f602})+\ufffd?…$/u);
  });

  it("whatever a member is called", async () => {
    const source = new ScriptedSource();
    const manifest = `{"${"n".repeat(100_000)}":9007199254740993}`;
    source.edit(CASE, { "manifest.json": manifest, "metrics.json": "{}" });
    const { message, details } = await refusalOf(readCase(source, CASE));
    expect(message.length).toBeLessThan(700);
    expect(details["pointer"]).toBe(`/${"n".repeat(499)}…`);
  });
});
