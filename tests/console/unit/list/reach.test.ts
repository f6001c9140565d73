import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  AT_ONCE,
  moreAbove,
  moreBelow,
  reachAround,
  reachTo,
} from "../../../../functions/console/page/list/reach.ts";

const FIRST = { from: 0, to: AT_ONCE };

test("the list first draws its first rows, or those around the row that the reader returns to", () => {
  expect(reachAround(0)).toEqual(FIRST);
  expect(reachAround(99)).toEqual(FIRST);
  expect(reachAround(999)).toEqual({ from: 949, to: 1049 });
});

test("scrolling adds rows at the near end", () => {
  expect(moreBelow(FIRST)).toEqual({ from: 0, to: 200 });
  expect(moreAbove({ from: 949, to: 1049 })).toEqual({ from: 849, to: 1049 });
  expect(moreAbove({ from: 30, to: 130 })).toEqual({ from: 0, to: 130 });
});

test("at most 400 rows are drawn, unless the one with the focus is further away", () => {
  expect(moreBelow({ from: 0, to: 400 })).toEqual({ from: 100, to: 500 });
  expect(moreBelow({ from: 0, to: 400 }, 30)).toEqual({ from: 30, to: 500 });
  expect(moreBelow({ from: 0, to: 400 }, 450)).toEqual({ from: 100, to: 500 });
  expect(moreAbove({ from: 500, to: 900 })).toEqual({ from: 400, to: 800 });
  expect(moreAbove({ from: 500, to: 900 }, 850)).toEqual({ from: 400, to: 851 });
});

test("a step beyond an end adds rows, a jump redraws, and a move within changes nothing", () => {
  const reach = { from: 300, to: 400 };
  expect(reachTo(350, reach)).toBe(reach);
  expect(reachTo(400, reach)).toEqual({ from: 300, to: 500 });
  expect(reachTo(299, reach)).toEqual({ from: 200, to: 400 });
  expect(reachTo(0, reach)).toEqual(FIRST);
  expect(reachTo(900, reach)).toEqual({ from: 850, to: 950 });
});

test("the requested row is always drawn", () => {
  const drawn = fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 20 }), (rows) => {
    let reach = FIRST;
    for (const row of rows) {
      reach = reachTo(row, reach);
      expect(row).toBeGreaterThanOrEqual(reach.from);
      expect(row).toBeLessThan(reach.to);
    }
  });
  expect(() => fc.assert(drawn)).not.toThrow();
});
