import { describe, expect, it } from "vitest";
import {
  claimsPrefix,
  generationOf,
  releaseName,
  withdrawalName,
  withdrawnGeneration,
  resultKey,
  slotOfClaim,
  slotOfResult,
} from "../../lib/cache/layout.ts";
import { LAYOUT } from "./report-layout.ts";

describe("the layout", () => {
  it("gives every slot its own result and claims", () => {
    expect(resultKey(LAYOUT, "key", 0)).toBe("reports/key/0.pdf");
    expect(resultKey(LAYOUT, "key", 3)).toBe("reports/key/3.pdf");
    expect(claimsPrefix(LAYOUT, "key", 0)).toBe("claims/key/0/");
    expect(`${claimsPrefix(LAYOUT, "key", 2)}${releaseName(10, "nonce")}`).toBe(
      "claims/key/2/10.nonce.released",
    );
  });

  it("reads a generation as a number, and only from a claim's own name", () => {
    expect(["0", "9", "10", "4096"].map(generationOf)).toEqual([0, 9, 10, 4096]);
    const others = [
      releaseName(0, "nonce"),
      withdrawalName(0, "nonce"),
      "",
      " 1",
      "01",
      "1e3",
      "-1x",
      "1.5",
      "0x10",
      "NaN",
    ];
    expect(others.map(generationOf)).toEqual(others.map(() => undefined));
    expect(generationOf("99999999999999999999")).toBeUndefined();
  });

  it("reads the generation of a withdrawal, and of nothing else", () => {
    expect(withdrawnGeneration(withdrawalName(12, "a-b"))).toBe(12);
    const others = [releaseName(1, "n"), "1", "1.withdrawn", "1..withdrawn", "1.n.withdrawn.x"];
    const odd = ["01.n.withdrawn", "x.n.withdrawn", ".n.withdrawn"];
    expect([...others, ...odd].map(withdrawnGeneration)).toEqual(
      [...others, ...odd].map(() => undefined),
    );
  });

  it("reads the slot back from its own names, and from no others", () => {
    const slots = [0, 1, 2, 3];
    expect(slots.map((slot) => slotOfResult(LAYOUT, `${slot}.pdf`))).toEqual(slots);
    expect(slots.map((slot) => slotOfClaim(`${slot}/10`))).toEqual(slots);
    expect(slots.map((slot) => slotOfClaim(`${slot}/${releaseName(2, "a-b")}`))).toEqual(slots);
    expect(slots.map((slot) => slotOfClaim(`${slot}/${withdrawalName(2, "a-b")}`))).toEqual(slots);
    const noResults = ["4.pdf", "0", "0.png", "00.pdf", "0.pdf/1", ".DS_Store", ""];
    expect(noResults.map((name) => slotOfResult(LAYOUT, name))).toEqual(
      noResults.map(() => undefined),
    );
    const noClaims = [
      "0",
      "4/0",
      "0/01",
      "0/x",
      "0/0/0",
      "0/0.released",
      "0/x.y.released",
      "",
      "/",
    ];
    expect(noClaims.map(slotOfClaim)).toEqual(noClaims.map(() => undefined));
  });
});
