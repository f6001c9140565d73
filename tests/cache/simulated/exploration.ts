/** One order in which the operations of a few contenders happen. */
interface Order<Choice> {
  /** Orders in the same state can only continue alike. */
  readonly state: () => Promise<string>;
  /** What may happen next; empty at the end. */
  readonly choices: readonly Choice[];
  readonly take: (choice: Choice) => Promise<void>;
  /** Called at the end. @throws Error when the order broke a rule, with all its operations */
  readonly assertSound: () => Promise<void>;
}

interface Bounds {
  /** Of the test: when the test ends for any reason, so does its exploration. */
  readonly signal: AbortSignal;
  /** The most states that the setting may have. */
  readonly mostStates: number;
}

/** The exploration ended before it had seen every order. It found nothing wrong in those that it saw. */
export class UnfinishedExploration extends Error {
  override readonly name = "UnfinishedExploration";
}

export interface Exploration {
  readonly ends: number;
  readonly states: number;
}

/**
 * Runs every order that a setting allows, except those that could only continue like an earlier one. All of it
 * happens in virtual time, so it is bounded by states and not by time.
 *
 * @throws Error of `assertSound` for the first order that broke a rule
 * @throws UnfinishedExploration when the test has ended, or there are more states than expected
 */
export async function explore<Choice>(
  begin: () => Promise<Order<Choice>>,
  bounds: Bounds,
): Promise<Exploration> {
  const states = new Set<string>();
  const open: Choice[][] = [[]];
  let ends = 0;
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const order = await begin();
    for (const choice of path) await order.take(choice);
    for (let state = await order.state(); !states.has(state); state = await order.state()) {
      states.add(state);
      assertBounded(states.size, bounds);
      const [next, ...others] = order.choices;
      for (const other of others) open.push([...path, other]);
      if (next === undefined) {
        ends++;
        await order.assertSound();
        break;
      }
      path.push(next);
      await order.take(next);
    }
  }
  return { ends, states: states.size };
}

function assertBounded(states: number, { signal, mostStates }: Bounds): void {
  if (signal.aborted) {
    throw new UnfinishedExploration(`the test ended after ${states} states, all of them sound`);
  }
  if (states > mostStates) {
    throw new UnfinishedExploration(
      `there are more than ${mostStates} states, all of them sound so far: raise the bound of this setting`,
    );
  }
}
