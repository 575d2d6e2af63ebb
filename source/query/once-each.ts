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
  const pages: (Uint8Array | undefined)[] = [];
  return (number) => {
    let page = pages[number >>> PAGE_BITS];
    if (page === undefined) {
      page = new Uint8Array(1 << PAGE_BITS);
      pages[number >>> PAGE_BITS] = page;
    }
    const place = number & ((1 << PAGE_BITS) - 1);
    if (page[place] === NOT_ASKED) page[place] = test(number) ? YES : NO;
    return page[place] === YES;
  };
}
