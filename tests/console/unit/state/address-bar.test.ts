import { expect, test } from "vitest";
import { createAddressBar } from "../../../../functions/console/page/state/address-bar.ts";
import { type Address, LIST } from "../../../../functions/console/page/state/address.ts";
import { fakeClock } from "../fake-clock.ts";

const view = (query: string, caseId?: string): Address => ({
  query,
  sort: "lowest_esi",
  filter: "all",
  view: caseId === undefined ? LIST : { name: "case", caseId },
});

/** An address bar whose browser refuses changes until the test allows them. */
function bar() {
  const clock = fakeClock();
  const entries = ["./"];
  const location = {
    get search() {
      return new URL(entries.at(-1) ?? "", "http://localhost").search;
    },
    get hash() {
      return new URL(entries.at(-1) ?? "", "http://localhost").hash;
    },
  };
  let refuses = false;
  const take = (url: unknown, change: () => void) => {
    if (refuses) throw new DOMException("too many", "SecurityError");
    expect(url).toBeTypeOf("string");
    change();
  };
  const history = {
    pushState: (_state: unknown, _title: string, url?: string | URL | null) =>
      take(url, () => void entries.push(String(url))),
    replaceState: (_state: unknown, _title: string, url?: string | URL | null) =>
      take(url, () => void entries.splice(-1, 1, String(url))),
  };
  const refuse = (value: boolean) => (refuses = value);
  return { bar: createAddressBar({ history, location, clock }), clock, entries, refuse };
}

test("another view is written immediately, as a history entry", () => {
  const { bar: written, entries } = bar();
  written.write(view("", "case_1"), "push");
  expect(entries).toEqual(["./", "./#/case/case_1"]);
});

test("the current view adds no history entry", () => {
  const { bar: written, entries } = bar();
  written.write(view(""), "push");
  written.write(view("", "case_1"), "push");
  written.write(view("", "case_1"), "push");
  expect(entries).toEqual(["./", "./#/case/case_1"]);
});

test("a view that changes at every key stroke is written first and at its end", async () => {
  const { bar: written, entries, clock } = bar();
  for (const query of ["l", "lo", "lob", "lobe"]) {
    written.write(view(query), "replace");
    expect(entries).toEqual(["./?q=l"]);
    await clock.pass(399);
  }
  await clock.pass(1);
  expect(entries).toEqual(["./?q=lobe"]);
  await clock.pass(400);
  expect(clock.waiting()).toBe(0);
});

test("back leads to the view as the reader left it", async () => {
  const { bar: written, entries, clock } = bar();
  written.write(view("l"), "replace");
  written.write(view("lobe"), "replace");
  written.write(view("lobe", "case_1"), "push");
  expect(entries).toEqual(["./?q=lobe", "./?q=lobe#/case/case_1"]);
  await clock.pass(60_000);
  expect(entries).toEqual(["./?q=lobe", "./?q=lobe#/case/case_1"]);
});

test("a refused change is written when the browser accepts changes again", async () => {
  const { bar: written, entries, clock, refuse } = bar();
  refuse(true);
  written.write(view("lobe"), "replace");
  await clock.pass(4_999);
  refuse(false);
  expect(entries).toEqual(["./"]);
  await clock.pass(1);
  expect(entries).toEqual(["./?q=lobe"]);
});

test("a later change replaces a refused one", async () => {
  const { bar: written, entries, clock, refuse } = bar();
  refuse(true);
  written.write(view("", "case_1"), "push");
  refuse(false);
  written.write(view("", "case_2"), "push");
  await clock.pass(60_000);
  expect(entries.at(-1)).toBe("./#/case/case_2");
});

test("a pending change is dropped when the reader goes elsewhere", async () => {
  const { bar: written, entries, clock } = bar();
  written.write(view("l"), "replace");
  written.write(view("lobe"), "replace");
  written.forget();
  await clock.pass(60_000);
  expect(entries).toEqual(["./?q=l"]);
});
