import { beforeEach, describe, expect, it } from "vitest";
import { bytes } from "../../store/temp-folder.ts";
import { changed, REPORT } from "../cache-fixture.ts";
import { places } from "../places.ts";
import {
  canHappen,
  DAMAGE_NAMES,
  keyOf,
  namesOf,
  openPlace,
  plantClaim,
  plantResult,
  type Kept,
} from "./kept.ts";
import { verifyAll } from "./collected.ts";

const REPORTS = 1_000;

let kept: Kept;
beforeEach(async () => {
  kept = await openPlace();
});

describe("verifying", () => {
  it(`finds each sort of damage among ${REPORTS} reports, and nothing else`, async () => {
    const all = [
      ["truncated", "bytes_differ"],
      ["emptied", "body_empty"],
      ["bit-flipped", "bytes_differ"],
      ["without its body", "body_missing"],
      ["without its metadata", "metadata_missing"],
    ] as const;
    expect(all.map(([name]) => name)).toEqual(DAMAGE_NAMES);
    const damages = all.filter(([name]) => canHappen(name));
    for (let nth = 0; nth < REPORTS - damages.length; nth++) {
      await plantResult(kept, keyOf(`good ${nth}`), { body: bytes(`%PDF-1.7 report ${nth}`) });
    }
    for (const [damage] of damages) await plantResult(kept, keyOf(damage), { damage });
    const before = await namesOf(kept);
    const verification = await verifyAll(kept.place);
    expect(verification).toMatchObject({ keys: REPORTS, results: REPORTS });
    const expected = damages.map(([name, damage]) => {
      return { key: keyOf(name), slot: 0, damage, goodSlot: undefined };
    });
    expect(verification.damaged).toEqual(expected.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
    expect(await namesOf(kept)).toEqual(before);
  });

  it("reports where a key has a good copy beside the damaged ones", async () => {
    await plantResult(kept, "key", { damage: "truncated" });
    await plantResult(kept, "key", { slot: 1, damage: "without its metadata" });
    await plantResult(kept, "key", { slot: 2 });
    await plantClaim(kept, "key");
    await plantClaim(kept, "only a claim".replaceAll(" ", "-"));
    const { damaged, ...sums } = await verifyAll(kept.place);
    expect(damaged).toEqual([
      { key: "key", slot: 0, damage: "bytes_differ", goodSlot: 2 },
      { key: "key", slot: 1, damage: "metadata_missing", goodSlot: 2 },
    ]);
    expect(sums).toEqual({ keys: 1, results: 3, bytes: 4 + 2 * REPORT.length });
  });

  it("reports a good report as damaged when it is stored under another key", async () => {
    await plantResult(kept, "one");
    const { body = REPORT, metadata = {} } =
      (await kept.place.store.get("reports/one/0.pdf")) ?? {};
    await places().put(kept.root, "reports/two/0.pdf", body, metadata);
    const { damaged } = await verifyAll(kept.place);
    expect(damaged).toMatchObject([{ key: "two", damage: "of_another_key" }]);
  });

  it("calls a report damaged only after two reads", async () => {
    await plantResult(kept, "key");
    let reads = 0;
    const store = changed(kept.place.store, {
      get: async (name) => {
        const found = await kept.place.store.get(name);
        return found !== undefined && reads++ === 0 ? { ...found, body: bytes("%P") } : found;
      },
    });
    expect((await verifyAll({ ...kept.place, store })).damaged).toEqual([]);
    expect(reads).toBe(2);
  });

  it("accepts that a report is removed before it is read", async () => {
    await plantResult(kept, "key");
    const store = changed(kept.place.store, { get: async () => await Promise.resolve(undefined) });
    expect((await verifyAll({ ...kept.place, store })).damaged).toEqual([]);
  });
});
