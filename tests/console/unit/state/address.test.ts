import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CASE_ID, CASE_ID_SYNTAX } from "../../../../lib/case/case-id.ts";
import {
  type Address,
  FILTERS,
  formatAddress,
  LIST,
  parseAddress,
  SORTS,
  type View,
} from "../../../../functions/console/page/state/address.ts";

/** The address as a browser would give it back. */
function visited(address: string): Address {
  return parseAddress(new URL(address, "http://localhost:3000/prefix/?q=before#/verify"));
}

const FIRST: Address = { query: "", sort: "lowest_esi", filter: "all", view: LIST };

const caseIds = fc
  .stringMatching(new RegExp(`^${CASE_ID_SYNTAX}$`))
  .filter((id) => CASE_ID.test(id));

const keys = fc.stringMatching(/^[0-9a-f]{64}$/).map((key) => `report:${key}`);

const views: fc.Arbitrary<View> = fc.oneof(
  fc.constantFrom<View>(LIST, { name: "verify" }, { name: "batch" }),
  fc.record({ name: fc.constant("batch" as const), id: fc.stringMatching(/^[0-9a-f]{16}$/) }),
  fc.record({ name: fc.constant("case" as const), caseId: caseIds }),
  fc.record({
    name: fc.constant("compare" as const),
    a: fc.oneof(caseIds, keys),
    b: fc.oneof(caseIds, keys),
  }),
);

const addresses: fc.Arbitrary<Address> = fc.record({
  query: fc.string({ unit: "grapheme", maxLength: 40 }),
  sort: fc.constantFrom(...SORTS),
  filter: fc.constantFrom(...FILTERS),
  view: views,
});

test("every view has an address that leads back to it", () => {
  fc.assert(
    fc.property(addresses, (address) => {
      expect(visited(formatAddress(address))).toEqual(address);
    }),
  );
});

test("the first view has the plainest address", () => {
  expect(formatAddress(FIRST)).toBe("./");
  expect(visited("./")).toEqual(FIRST);
});

test("search, order, filter and view are in their usual places of the address", () => {
  const list = { query: "right lobe", sort: "-evaluated_at", filter: "no_report" } as const;
  expect(formatAddress({ ...list, view: { name: "case", caseId: "case_001" } })).toBe(
    "./?q=right+lobe&sort=-evaluated_at&filter=no_report#/case/case_001",
  );
});

test.each<[View, string]>([
  [{ name: "compare", a: "case_1", b: "case_2" }, "./#/compare/case_1/case_2"],
  [{ name: "verify" }, "./#/verify"],
  [{ name: "batch" }, "./#/batch"],
])("the view %j has the address %s", (view, address) => {
  expect(formatAddress({ ...FIRST, view })).toBe(address);
});

test.each(["1.2.840.113619.2.55.3.283", "study_7.series-2", "x".repeat(128)])(
  "the case %s has its own address",
  (caseId) => {
    const address: Address = { ...FIRST, view: { name: "case", caseId } };
    expect(formatAddress(address)).toBe(`./#/case/${caseId}`);
    expect(visited(formatAddress(address))).toEqual(address);
  },
);

test("an invalid part of an address is ignored", () => {
  for (const address of [
    "/?sort=sideways",
    "/#/case/",
    "/#/case/a%20b",
    "/#/case/../../x",
    "/#/case/..",
    "/#/case/a..b",
    "/#/case/.a",
    "/#/case/a.",
    `/#/case/${"x".repeat(129)}`,
    "/#/case/a/b",
    "/#/compare/a",
    "/#/compare/a/..",
    "/#/compare/a/b/c",
    `/#/compare/report:${"0".repeat(63)}/a`,
    "/#/compare/a/report:0",
    "/#/verify/x",
    "/#/batches",
    "/#main",
    "/?Q=x",
    "/?filter=none",
  ]) {
    expect(visited(address)).toEqual(FIRST);
  }
  expect(visited("/?q=%E0%A4%A")).toMatchObject({ sort: "lowest_esi" });
});

test("an endless search is truncated between characters", () => {
  const { query } = visited(`/?q=${"%F0%9F%AB%81".repeat(500)}`);
  expect(Array.from(query)).toHaveLength(200);
  expect(query).not.toContain("\ufffd");
  expect(formatAddress({ ...FIRST, query: "x".repeat(999) })).toHaveLength("./?q=".length + 200);
});
