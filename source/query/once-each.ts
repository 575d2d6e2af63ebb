const NOT_ASKED = 0;
const NO = 1;
const YES = 2;

/** Results are kept in pages of this many bits, since numbers in use lie close together. */
const PAGE_BITS = 12;

/** Returns a memoized `test`, which is called once for each number. */
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
