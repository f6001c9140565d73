import { expect, test } from "vitest";
import { createSelection } from "../../../../functions/console/page/list/selection.ts";

const ROWS = ["a", "b", "c", "d", "e"];

test("a case is selected and taken out again, and everybody who listens is called", () => {
  const selection = createSelection();
  let changes = 0;
  const end = selection.subscribe(() => changes++);
  selection.toggle("a", false);
  expect([selection.has("a"), selection.size(), selection.ids()]).toEqual([true, 1, ["a"]]);
  selection.toggle("a", false);
  expect([selection.has("a"), selection.size(), changes]).toEqual([false, 0, 2]);
  end();
  selection.toggle("a", false);
  expect(changes).toBe(2);
});

test("a range reaches from the last row to this one, in either direction", () => {
  const selection = createSelection();
  selection.arrange(ROWS);
  selection.toggle("d", false);
  selection.toggle("b", true);
  expect(selection.ids().toSorted()).toEqual(["b", "c", "d"]);
  selection.toggle("c", true);
  expect(selection.ids().toSorted()).toEqual(["d"]);
});

test("a range without a beginning in the list is the row alone", () => {
  const selection = createSelection();
  selection.arrange(ROWS);
  selection.toggle("b", true);
  expect(selection.ids()).toEqual(["b"]);
  selection.arrange(["x", "y"]);
  selection.toggle("y", true);
  expect(selection.ids()).toEqual(["b", "y"]);
});

test("many cases are added at once, and all are taken out at once", () => {
  const selection = createSelection();
  selection.toggle("a", false);
  selection.add(ROWS);
  expect(selection.size()).toBe(5);
  selection.clear();
  expect(selection.ids()).toEqual([]);
});
