import * as fc from 'fast-check';
import { formatKeys } from '../../source/pipeline/validate/key-paths.ts';
import type { Draw } from './tokens.ts';

/** The keys that a file is read by: the texts of keys, not as flags write them. */
export interface KeyNames {
  readonly userKey: string;
  readonly timeKey: string;
  readonly typeKey: string;
}

export const STANDARD_KEYS: KeyNames = {
  userKey: 'user_id',
  timeKey: 'event_time',
  typeKey: 'event_type',
};

/** Stands for a byte that is not UTF-8 in the text of a file: see `bytesOfText`. */
export const BAD_BYTE = '\uf8ff';

/** Lengths around the 16-byte steps in which the kernel compares, and up to 100. */
const lengths = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom(14, 15, 16, 17, 30, 31, 32, 33, 47, 48, 62, 63, 64, 65) },
  { weight: 1, arbitrary: fc.integer({ min: 66, max: 100 }) },
);
const padding = lengths.map((length) => 'abcdefghijklmnopq'.repeat(6).slice(0, length));
const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', '_', '.', ',', ' ', ':', '{', '}', '[', "'") },
  { weight: 2, arbitrary: fc.constantFrom('ü', 'é', 'ß', '日', '\u{1f600}', '\u0080', '\u2028') },
  { weight: 2, arbitrary: fc.constantFrom('"', '\\', '/', '\n', '\t', '\0', '\u001f', '\u007f', '":"') },
);
const keyName = fc
  .tuple(padding, fc.array(character, { maxLength: 3 }), fc.constantFrom('', '', 'x', 'xy'))
  .map(([before, characters, after]) => before + characters.join('') + after);

/** Three different keys, some of them beginnings of others. */
export const keyNames: fc.Arbitrary<KeyNames> = fc
  .tuple(keyName, keyName, keyName, fc.nat({ max: 3 }), fc.constantFrom(...'aü"x'))
  .map(([first, second, third, related, more]) => {
    const names = [first, related > 0 ? first + more : second, related > 1 ? first + more + more : third];
    return {
      userKey: names[related % 3],
      timeKey: names[(related + 1) % 3],
      typeKey: names[(related + 2) % 3],
    };
  })
  .filter((names) => new Set(Object.values(names)).size === 3);

/** Returns a JSON string for the key: written as it is where JSON allows it, in one of four with more escapes. */
export function spelled(key: string, draw: Draw): string {
  if (draw(4) > 0) return JSON.stringify(key);
  const units = Array.from({ length: key.length }, (_, i) => key.charCodeAt(i));
  const only = draw(units.length + 1);
  const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
  // All of them, or the first `only` of them, if that does not part a surrogate pair.
  const isParted = only < units.length && units[only] >= 0xdc00 && units[only] < 0xe000;
  const count = isParted ? units.length : only;
  return `"${units.slice(0, count).map(escaped).join('')}${JSON.stringify(key.slice(count)).slice(1)}`;
}

/** Returns JSON strings of keys that are nearly one of the names. */
export function nearlyNamed(names: KeyNames): string[] {
  return Object.values(names).flatMap((name: string) => {
    const contents = JSON.stringify(name).slice(1, -1);
    const shorter = JSON.stringify([...name].slice(0, -1).join(''));
    return [`"${contents}x"`, shorter, `"${contents}${BAD_BYTE}"`, `"${BAD_BYTE}${contents}"`];
  });
}

/** Returns the text as UTF-8, with a byte 0xff for each BAD_BYTE. */
export function bytesOfText(text: string): Uint8Array {
  const parts = text.split(BAD_BYTE).map((part) => Buffer.from(part));
  return new Uint8Array(Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [BAD, part]))));
}

const BAD = Buffer.from([0xff]);

/** Returns the settings that name the keys. */
export function settingsOfNames({ userKey, timeKey, typeKey }: KeyNames): KeyNames {
  const asFlag = (key: string): string => formatKeys([[key]]);
  return { userKey: asFlag(userKey), timeKey: asFlag(timeKey), typeKey: asFlag(typeKey) };
}
