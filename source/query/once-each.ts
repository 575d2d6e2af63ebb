const NOT_ASKED = 0;
const NO = 1;
const YES = 2;

/** Results are kept in pages of this many bits, since numbers in use lie close together. */
const PAGE_BITS = 12;

/** Memoizes `test` for numbers below `count`, which are all in use: it is called once for each. */
export function onceEachBelow(count: number, test: (number: number) => boolean): (number: number) => boolean {
  const answers = new Uint8Array(count);
  return (number) => {
    if (answers[number] === NOT_ASKED) answers[number] = test(number) ? YES : NO;
    return answers[number] === YES;
  };
}

/** Memoizes `test` for any numbers: it is called once for each. */
export function onceEach(test: (number: number) => boolean): (number: number) => boolean {
  const pages = new Map<number, Uint8Array>();
  return (number) => {
    const page = pages.get(number >>> PAGE_BITS) ?? new Uint8Array(1 << PAGE_BITS);
    const place = number & ((1 << PAGE_BITS) - 1);
    if (page[place] === NOT_ASKED) {
      page[place] = test(number) ? YES : NO;
      pages.set(number >>> PAGE_BITS, page);
    }
    return page[place] === YES;
  };
}
