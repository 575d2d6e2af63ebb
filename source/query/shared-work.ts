/** Work whose result several queries need: the first one begins it, and each carries it on. */
interface Work<Result> {
  readonly key: string;
  readonly steps: Generator<number, Result>;
  share: number;
  result: { readonly value: Result } | undefined;
  /** Still set after a step only if that was interrupted because it took too long: the work is then lost. */
  isStepping: boolean;
}

/**
 * Keeps results for as long as what they are of is in use. The list, the chart and the counts of one scope need the same
 * events, which are chosen once.
 */
export class SharedWork<Of extends object, Result> {
  private readonly works = new WeakMap<Of, Work<Result>[]>();

  /** `mostKept`: how many results are kept. The default is for scopes: the newest, and one before, to which Esc returns. */
  constructor(private readonly mostKept = 3) {}

  /** Returns the result for a key, begun by `begin` if nothing is known of it. */
  *get(of: Of, key: string, begin: () => Generator<number, Result>): Generator<number, Result> {
    const works = (this.works.get(of) ?? []).filter(({ isStepping }) => !isStepping);
    const known = works.find((work) => work.key === key);
    const work = known ?? { key, steps: begin(), share: 0, result: undefined, isStepping: false };
    this.works.set(of, [...works.filter((other) => other !== work), work].slice(-this.mostKept));
    while (work.result === undefined) {
      // Another query may have lost it between two steps.
      if (work.isStepping) throw new Error('the query was stopped because it took too long');
      step(work);
      if (work.result === undefined) yield work.share;
    }
    return work.result.value;
  }
}

function step<Result>(work: Work<Result>): void {
  work.isStepping = true;
  const next = work.steps.next();
  if (next.done === true) work.result = { value: next.value };
  else work.share = next.value;
  work.isStepping = false;
}
