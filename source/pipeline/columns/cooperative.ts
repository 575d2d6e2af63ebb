/**
 * Long work is a generator that pauses every few milliseconds, so that its caller can do other things between two steps,
 * or drop it. If the length of the work is known, the generator yields the share that is done, from 0 to 1.
 */

/** Runs the work without pauses and returns its result. */
export function runToEnd<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Runs the work, awaits `nextTurn`, called with what the work yields, between two steps, and returns the result. */
export async function runCooperatively<Step, Result>(
  work: Generator<Step, Result>,
  nextTurn: (step: Step) => Promise<unknown>,
): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn(step.value);
  }
}

/** Runs `work`, which is a part of longer work, and yields `share()`, the share of all that is done, at its pauses. */
export function* withShare<Result>(
  work: Generator<unknown, Result>,
  share: () => number,
): Generator<number, Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield share();
  }
}

/** Runs `work` as a part of longer work: rescales the share that it yields to `from`..`to`. */
export function* rescale<Result>(
  work: Generator<number, Result>,
  from: number,
  to: number,
): Generator<number, Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}
