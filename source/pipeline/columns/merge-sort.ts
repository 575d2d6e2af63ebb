/**
 * Sorts indices in place by `compare`: a stable bottom-up merge sort that starts from the runs that are in order already
 * (after John von Neumann's natural merge sort). Sorted input costs one pass.
 */
export function sortIndices(indices: Uint32Array, compare: (a: number, b: number) => number): void {
  const runs = findRuns(indices, compare);
  let from: Uint32Array = indices;
  let to: Uint32Array = new Uint32Array(runs.length > 2 ? indices.length : 0);
  while (runs.length > 2) {
    let kept = 1;
    for (let r = 0; r + 1 < runs.length; r += 2) {
      const last = r + 2 < runs.length ? runs[r + 2] : runs[r + 1];
      merge(from, to, runs[r], runs[r + 1], last, compare);
      runs[kept++] = last;
    }
    runs.length = kept;
    [from, to] = [to, from];
  }
  if (from !== indices) indices.set(from);
}

/** Shorter runs are lengthened to this by insertion, which is faster than merging them. */
const SHORT_RUN = 12;

/** Returns where the runs in order begin, and the end: [0, ..., length]. */
function findRuns(indices: Uint32Array, compare: (a: number, b: number) => number): number[] {
  const runs = [0];
  let start = 0;
  while (start < indices.length) {
    let end = start + 1;
    while (end < indices.length && compare(indices[end - 1], indices[end]) <= 0) end++;
    while (end < indices.length && end - start < SHORT_RUN) insert(indices, start, end++, compare);
    runs.push(end);
    start = end;
  }
  return runs.length === 1 ? [0, 0] : runs;
}

function insert(
  indices: Uint32Array,
  start: number,
  at: number,
  compare: (a: number, b: number) => number,
): void {
  const index = indices[at];
  let i = at;
  while (i > start && compare(indices[i - 1], index) > 0) {
    indices[i] = indices[i - 1];
    i--;
  }
  indices[i] = index;
}

function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
): void {
  let left = start;
  let right = middle;
  let at = start;
  while (left < middle && right < end) {
    to[at++] = compare(from[left], from[right]) <= 0 ? from[left++] : from[right++];
  }
  while (left < middle) to[at++] = from[left++];
  while (right < end) to[at++] = from[right++];
}
