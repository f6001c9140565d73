import { expect, it } from "vitest";
import { Turns } from "../../../lib/store/file/turns.ts";
import { rejectionOf } from "../temp-folder.ts";

/** Lets all that is ready go on. */
const settle = async () => await new Promise((resolve) => setImmediate(resolve));

it("50 callers get 3 turns at a time in the order of their calls", async () => {
  const turns = new Turns(3);
  const order: number[] = [];
  let atWork = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 50 }, async (_, caller) => {
      await turns.run(async () => {
        order.push(caller);
        most = Math.max(most, ++atWork);
        await settle();
        atWork--;
      });
    }),
  );
  expect(most).toBe(3);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

it("gives a turn back when the work throws", async () => {
  const turns = new Turns(1);
  const failing = turns.run(async () => await Promise.reject(new Error("broken")));
  expect(await rejectionOf(failing)).toEqual(new Error("broken"));
  expect(await turns.run(async () => await Promise.resolve("next"))).toBe("next");
});

it("1,000 callers that give up leave the queue, and the last one gets the turn", async () => {
  const turns = new Turns(1);
  await turns.take();
  const gone = new AbortController();
  const waiting = Array.from({ length: 1_000 }, async () => await turns.take(gone.signal));
  const last = turns.take();
  gone.abort(new Error("gave up"));
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1_000);
  turns.giveBack();
  await last;
  expect(await rejectionOf(turns.take(AbortSignal.abort(new Error("late"))))).toEqual(
    new Error("late"),
  );
});
