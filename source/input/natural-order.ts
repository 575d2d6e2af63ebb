const ZERO = 0x30;
const NINE = 0x39;

/**
 * Compares names as people count: `day2` comes before `day10`. Digits are compared by their value, all else by code unit, so
 * the order is the same on every machine. Names that differ in leading zeros alone are in the order of their code units.
 */
export function compareNatural(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(j)];
    if (isDigit(left) && isDigit(right)) {
      const [from, to] = [numberFrom(a, i), numberFrom(b, j)];
      const [endA, endB] = [digitsTo(a, from), digitsTo(b, to)];
      // Without leading zeros more digits are more; of as many the first that differs decides.
      const order = endA - from - (endB - to) || compareUnits(a.slice(from, endA), b.slice(to, endB));
      if (order !== 0) return order;
      [i, j] = [endA, endB];
    } else if (left === right) {
      i++;
      j++;
    } else {
      return left - right;
    }
  }
  return a.length - i - (b.length - j) || compareUnits(a, b);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** Returns where the digits from `at` on begin to count: after leading zeros. */
function numberFrom(text: string, at: number): number {
  let from = at;
  while (text.charCodeAt(from) === ZERO && isDigit(text.charCodeAt(from + 1))) from++;
  return from;
}

function digitsTo(text: string, from: number): number {
  let to = from;
  while (to < text.length && isDigit(text.charCodeAt(to))) to++;
  return to;
}

function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Compares paths in the order in which folders are walked: by the name of each folder, the outermost first. */
export function comparePaths(a: string, b: string): number {
  const [first, second] = [a.split('/'), b.split('/')];
  for (let level = 0; level < Math.min(first.length, second.length); level++) {
    const order = compareNatural(first[level], second[level]);
    if (order !== 0) return order;
  }
  return first.length - second.length;
}
