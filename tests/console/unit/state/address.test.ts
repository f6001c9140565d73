import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CASE_ID, CASE_ID_SYNTAX } from "../../../../lib/case/case-id.ts";
import {
  type Address,
  formatAddress,
  parseAddress,
  SORTS,
} from "../../../../functions/console/page/state/address.ts";

/** The address as a browser would give it back. */
function visited(address: string): Address {
  return parseAddress(new URL(address, "http://localhost:3000"));
}

const caseIds = fc
  .stringMatching(new RegExp(`^${CASE_ID_SYNTAX}$`))
  .filter((id) => CASE_ID.test(id));

const addresses: fc.Arbitrary<Address> = fc.record({
  query: fc.string({ unit: "grapheme", maxLength: 40 }),
  sort: fc.constantFrom(...SORTS),
  caseId: fc.option(caseIds, { nil: undefined }),
});

test("every view has an address that leads back to it", () => {
  fc.assert(
    fc.property(addresses, (address) => {
      expect(visited(formatAddress(address))).toEqual(address);
    }),
  );
});

test("the first view has the plainest address", () => {
  expect(formatAddress({ query: "", sort: "id", caseId: undefined })).toBe("/");
  expect(visited("/")).toEqual({ query: "", sort: "id", caseId: undefined });
});

test("search, order and case are in their usual places of the address", () => {
  expect(formatAddress({ query: "right lobe", sort: "newest", caseId: "case_001" })).toBe(
    "/?q=right+lobe&sort=newest#/case/case_001",
  );
});

test.each(["1.2.840.113619.2.55.3.283", "study_7.series-2", "x".repeat(128)])(
  "the case %s has its own address",
  (caseId) => {
    const address = { query: "", sort: "id" as const, caseId };
    expect(formatAddress(address)).toBe(`/#/case/${caseId}`);
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
    "/#main",
    "/?Q=x",
  ]) {
    expect(visited(address)).toEqual({ query: "", sort: "id", caseId: undefined });
  }
  expect(visited("/?q=%E0%A4%A")).toMatchObject({ sort: "id" });
});

test("an endless search is truncated between characters", () => {
  const { query } = visited(`/?q=${"%F0%9F%AB%81".repeat(500)}`);
  expect(Array.from(query)).toHaveLength(200);
  expect(query).not.toContain("\ufffd");
  expect(formatAddress({ query: "x".repeat(999), sort: "id", caseId: undefined })).toHaveLength(
    204,
  );
});
