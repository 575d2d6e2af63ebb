import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventStore } from '../../../source/pipeline/store/event-store.ts';
import { userKeys } from '../../../source/pipeline/store/user-order.ts';
import { check } from '../../helpers/check.ts';
import { internUser } from '../../helpers/dataset.ts';

/** Integers of any length and sign that are no small ones, and strings; some with beginnings in common. */
const id = fc.oneof(
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
  fc.bigInt({ min: 10n ** 18n, max: 10n ** 18n + 5000n }).map(String),
  fc.bigInt({ min: -300n, max: -1n }).map(String),
  fc.string({ maxLength: 12 }).map((text) => `u-${text}`),
);

/** Spec section 5: integers by value, then strings by code point. */
function compare(a: string, b: string): number {
  const isInteger = (text: string): boolean => /^-?\d+$/.test(text);
  if (isInteger(a) !== isInteger(b)) return isInteger(a) ? -1 : 1;
  if (!isInteger(a)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return BigInt(a) < BigInt(b) ? -1 : 1;
}

it('users are ordered integers first, by value, then strings, however many there are', () => {
  check(
    fc.property(fc.uniqueArray(id, { maxLength: 400, size: 'max' }), (ids) => {
      const texts = ids.filter((text) => !/^\d{1,9}$/.test(text));
      const store = EventStore.empty(0);
      for (const text of texts) internUser(store, text);
      const { keyOfText } = userKeys(store.users, 0, -1);
      const ordered: string[] = [];
      keyOfText.forEach((key, text) => {
        ordered[key] = texts[text];
      });
      expect(ordered).toEqual([...texts].sort(compare));
    }),
    60,
  );
});
