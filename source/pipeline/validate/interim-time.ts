import { decodeUtf8 } from '../text/bytes.ts';
import {
  explainTimestampFault,
  type Instant,
  parseTimestamp,
  type TimestampFault,
} from '../time/parse-timestamp.ts';

/** Interim. */
export interface TimeReader {
  readonly readsNumbers: boolean;
  parse(
    bytes: Uint8Array,
    from: number,
    to: number,
    isString: boolean,
    into: Instant,
  ): TimestampFault | undefined;
  explain(bytes: Uint8Array, from: number, to: number, isString: boolean): string;
}

const ISO: TimeReader = {
  readsNumbers: false,
  parse: (bytes, from, to, _isString, into) => parseTimestamp(bytes, from, to, into),
  explain: (bytes, from, to) => explainTimestampFault(bytes, from, to),
};

const DIGITS: Readonly<Record<string, number>> = {
  'epoch-s': 9,
  'epoch-ms': 6,
  'epoch-us': 3,
  'epoch-ns': 0,
};

function epoch(format: string): TimeReader {
  return {
    readsNumbers: true,
    parse: (bytes, from, to, _isString, into) => {
      const text = decodeUtf8(bytes, from, to).trim();
      if (text === '') return 'blank';
      const parts = /^([+-]?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
      if (parts === null) return 'noDate';
      const [, sign, whole, fraction = ''] = parts;
      const size = BigInt(whole);
      const digits =
        DIGITS[format] ?? (size < 10n ** 11n ? 9 : size < 10n ** 14n ? 6 : size < 10n ** 17n ? 3 : 0);
      const cut = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
      const all = sign === '-' ? -cut : cut;
      const nanoseconds = ((all % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
      const seconds = (all - nanoseconds) / 1_000_000_000n;
      if (seconds < -62_135_596_800n || seconds > 253_402_300_799n) return 'years';
      into.seconds = Number(seconds);
      into.nanoseconds = Number(nanoseconds);
      return undefined;
    },
    explain: () => 'is no epoch time',
  };
}

/** Interim. */
export function compileTime({ timeFormat }: { readonly timeFormat: string }): TimeReader {
  const readers = timeFormat.split(' | ').map((format) => (format === 'iso' ? ISO : epoch(format)));
  return {
    readsNumbers: readers.some(({ readsNumbers }) => readsNumbers),
    parse: (bytes, from, to, isString, into) => {
      let fault: TimestampFault | undefined;
      for (const reader of readers) {
        fault = isString || reader.readsNumbers ? reader.parse(bytes, from, to, isString, into) : 'noDate';
        if (fault === undefined) return undefined;
      }
      return fault;
    },
    explain: (bytes, from, to, isString) => readers[0].explain(bytes, from, to, isString),
  };
}
