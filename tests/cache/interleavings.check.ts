import { describe, expect, it, vi } from "vitest";
import { explore } from "./simulated/interleaving.ts";

vi.mock(
  "../../lib/store/process-identity.ts",
  async () => await import("./simulated/processes.ts"),
);

const TWO = { calls: [1, 1], isOneMachine: true, dead: 0 };
const THREE = { ...TWO, calls: [1, 1, 1] };

describe("every order of the store operations that contenders for one key have", () => {
  it.each([
    ["two", { ...TWO, faults: 0 }],
    ["two, and one fault", { ...TWO, faults: 1 }],
    [
      "two that cannot see each other's end, and one fault",
      { ...TWO, isOneMachine: false, faults: 1 },
    ],
    ["two, and two faults", { ...TWO, faults: 2 }],
    ["two after a dead owner, and one fault", { ...TWO, dead: 1, faults: 1 }],
    ["two after two dead owners, and one fault", { ...TWO, dead: 2, faults: 1 }],
    ["two after three dead owners, and one fault", { ...TWO, dead: 3, faults: 1 }],
    ["two, one of which asks twice, and one fault", { ...TWO, calls: [2, 1], faults: 1 }],
    ["three", { ...THREE, faults: 0 }],
    ["three after a dead owner", { ...THREE, dead: 1, faults: 0 }],
  ])(
    "leaves one result, no more productions than faults and one, and no claim without an owner: %s",
    async (_title, setting) => {
      // An order that breaks a rule is thrown, with all its operations.
      const { ends, states } = await explore(setting);
      expect(ends).toBeGreaterThan(1);
      expect(states).toBeGreaterThan(ends);
    },
  );
});
