/**
 * Makes `compute` remember its last result for each owner, as long as the `keys` stay the same (by Object.is): a frame
 * asks for the same things many times. `context` is what it computes from and does not compare. The owner holds the
 * memory, so that both are freed together: no data of a file outlives it.
 */
export function memoize<Owner extends object, Keys extends readonly unknown[], Result, Context = undefined>(
  compute: (owner: Owner, keys: Keys, context: Context) => Result,
): (owner: Owner, keys: Keys, ...context: undefined extends Context ? [] : [context: Context]) => Result {
  const known = new WeakMap<Owner, { readonly keys: Keys; readonly result: Result }>();
  return (owner, keys, ...[context]) => {
    const before = known.get(owner);
    if (before?.keys.every((key, i) => Object.is(key, keys[i]))) return before.result;
    // Cast: without a context there is nothing that `compute` would be given.
    const result = compute(owner, keys, context as Context);
    known.set(owner, { keys, result });
    return result;
  };
}
