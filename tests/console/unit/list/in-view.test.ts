import { expect, test } from "vitest";
import { createInView } from "../../../../functions/console/page/list/in-view.ts";

/** Elements that are compared by identity and never read. */
function elements(count: number): Element[] {
  return Array.from({ length: count }, () => Object.create(null));
}

function watched(withObserver: boolean) {
  const shown: string[] = [];
  const hidden: string[] = [];
  const observed = new Set<Element>();
  let notify: ((entries: { target: Element; isIntersecting: boolean }[]) => void) | undefined;
  const inView = createInView({
    observer: withObserver
      ? (callback) => {
          notify = callback;
          return {
            observe: (element) => observed.add(element),
            unobserve: (element) => observed.delete(element),
            disconnect: () => observed.clear(),
          };
        }
      : undefined,
    onShow: (id) => shown.push(id),
    onHide: (id) => hidden.push(id),
  });
  return {
    inView,
    shown,
    hidden,
    observed,
    intersect: (target: Element, isIntersecting: boolean) => notify?.([{ target, isIntersecting }]),
  };
}

test("rows are notified when they come into view and leave it", () => {
  const { inView, shown, hidden, intersect } = watched(true);
  const [one, two] = elements(2);
  if (one === undefined || two === undefined) throw new Error("expected two elements");
  inView.add(one, "a");
  inView.add(two, "b");
  expect(shown).toEqual([]);
  intersect(two, true);
  intersect(two, false);
  expect([shown, hidden]).toEqual([["b"], ["b"]]);
});

test("removed rows are no longer notified", () => {
  const { inView, shown, observed, intersect } = watched(true);
  const [one] = elements(1);
  if (one === undefined) throw new Error("expected an element");
  inView.add(one, "a");
  inView.remove(one);
  intersect(one, true);
  expect(shown).toEqual([]);
  expect(observed.size).toBe(0);
  inView.add(one, "a");
  inView.dispose();
  intersect(one, true);
  expect(shown).toEqual([]);
  expect(observed.size).toBe(0);
});

test("without an observer the first rows count as in view", () => {
  const { inView, shown } = watched(false);
  for (const [index, element] of elements(50).entries()) inView.add(element, String(index));
  expect(shown).toHaveLength(20);
  for (const element of elements(1)) inView.remove(element);
  inView.dispose();
});
