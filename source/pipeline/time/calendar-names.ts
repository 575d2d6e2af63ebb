import { encodeUtf8 } from '../text/bytes.ts';

/** One way to write the name of a month or of a day of the week. */
export interface CalendarName {
  /** In upper case. */
  readonly bytes: Uint8Array;
  /** From 0. */
  readonly number: number;
}

/** The English names of months, in full and by three letters, longest first; some write `Sept`. */
export const MONTH_NAMES = namesOf(
  [
    ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
    ...['November', 'December'],
  ],
  [{ name: 'Sept', number: 8 }],
);

/** The English names of the days of the week, in full and by three letters, longest first. */
export const WEEKDAY_NAMES = namesOf(
  ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  [],
);

function namesOf(
  names: readonly string[],
  others: readonly { readonly name: string; readonly number: number }[],
): readonly CalendarName[] {
  return [
    ...others,
    ...names.flatMap((name, number) => [name, name.slice(0, 3)].map((name) => ({ name, number }))),
  ]
    .sort((a, b) => b.name.length - a.name.length)
    .map(({ name, number }) => ({ bytes: encodeUtf8(name.toUpperCase()), number }));
}
