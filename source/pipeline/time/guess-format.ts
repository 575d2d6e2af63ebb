import { DIGIT_0, encodeUtf8, isDigit, trimStart } from '../text/bytes.ts';
import { plausibleEpochFormat } from './epoch.ts';
import type { Instant } from './instant.ts';
import { KNOWN_PATTERNS } from './known-formats.ts';
import type { TimestampFault } from './time-faults.ts';
import { compileTimeFormat, ISO_FORMAT, type TimeReader } from './time-format.ts';

/** A year with every day, for patterns that have none: which year it is does not matter here. */
const LEAP_YEAR = 2000;
/** No time of the known forms is shorter or longer. */
const FEWEST_CHARACTERS = 6;
const MOST_CHARACTERS = 80;

/** A format, whose reader is compiled when it is first needed: a file needs few of them. */
class KnownFormat {
  private readonly beginning: Beginning;
  private compiled: TimeReader | undefined;

  constructor(readonly format: string) {
    this.beginning = beginningOf(format);
  }

  get reader(): TimeReader {
    this.compiled ??= compileTimeFormat({
      timeFormat: this.format,
      assumeTz: 'UTC',
      year: LEAP_YEAR,
      yearEndsAtMonth: undefined,
    });
    return this.compiled;
  }

  /** Returns whether it may read a text, of which only the beginning is looked at. */
  mayRead(text: Uint8Array): boolean {
    if (this.beginning === 'any') return true;
    const from = trimStart(text, 0, text.length);
    let digits = 0;
    while (digits < 4 && isDigit(text[from + digits])) digits++;
    if (this.beginning === 'letter') return digits === 0;
    return this.beginning === 'year' ? digits === 4 : digits === 1 || digits === 2;
  }
}

/** How a text begins that a format reads: with a year, with one or two digits, with a letter, or in any way. */
type Beginning = 'year' | 'digits' | 'letter' | 'any';

function beginningOf([first, letter]: string): Beginning {
  if (first !== '%') return 'any';
  if ('Yy'.includes(letter)) return 'year';
  return 'aAbB'.includes(letter) ? 'letter' : 'digits';
}

/** ISO 8601, then the known patterns. */
const KNOWN_FORMATS = [ISO_FORMAT, ...KNOWN_PATTERNS.map(({ pattern }) => pattern)].map(
  (format) => new KnownFormat(format),
);

/** How times of the known forms begin, signed numbers included: this rules out most other texts. */
const BEGINNING =
  /^[\t-\r ]*(?:[+-]?\d+(?:$|[-/.:_ TWZe])|"\d{4}-|\[?\d{2}[/-]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun))/i;

/** Faults that lie in the form of a text, whatever its digits: another text of that form has one of them too. */
const FAULTS_OF_FORM: ReadonlySet<TimestampFault | undefined> = new Set([
  ...(['unfit', 'zoneName', 'number', 'blank', 'noDate', 'afterDate', 'noHour', 'incompleteTime'] as const),
  ...(['fraction', 'afterTime', 'incompleteOffset', 'afterOffset'] as const),
]);

/** A form of texts, in which each digit is a 0, with the formats that may read a text of this form. */
interface Form {
  readonly bytes: Uint8Array;
  readonly isString: boolean;
  readonly formats: readonly KnownFormat[];
}

/** Forms by their hash: a file has few of them, and there are many formats. Of two with one hash the later is kept. */
const forms = new Map<number, Form>();
const MOST_FORMS = 1_000;

const instant: Instant = { seconds: 0, nanoseconds: 0 };

/**
 * Returns all formats, as --time-format writes them, in which a value reads as a time, the likeliest first; none for most
 * values. `text`: the contents of a string, or a number as it is written. A number counts from the Unix epoch if that is
 * in 1990 to 2100 in the unit of its magnitude. A date in digits alone is offered with the day first and with the month
 * first where it reads both ways: the values of a file together must tell.
 */
export function formatsThatRead(text: string, isString: boolean): readonly string[] {
  if (text.length < FEWEST_CHARACTERS || text.length > MOST_CHARACTERS || !BEGINNING.test(text)) return [];
  const bytes = encodeUtf8(text);
  const epoch = plausibleEpochFormat(bytes, 0, bytes.length);
  const formats = epoch === undefined ? [] : [epoch];
  for (const { format, reader } of formatsOfForm(bytes, isString)) {
    if (reader.parse(bytes, 0, bytes.length, isString, instant) === undefined) formats.push(format);
  }
  return formats;
}

/** Returns the formats that may read a text of the same form as this one. */
function formatsOfForm(text: Uint8Array, isString: boolean): readonly KnownFormat[] {
  let hash = isString ? 1 : 0;
  for (const byte of text) hash = (Math.imul(hash, 31) + formByte(byte)) | 0;
  const known = forms.get(hash);
  if (known !== undefined && known.isString === isString && isOfForm(text, known.bytes)) return known.formats;
  const mayRead = (known: KnownFormat): boolean =>
    known.mayRead(text) && !FAULTS_OF_FORM.has(known.reader.parse(text, 0, text.length, isString, instant));
  const formats = KNOWN_FORMATS.filter(mayRead);
  if (forms.size === MOST_FORMS) forms.clear();
  forms.set(hash, { bytes: text.map(formByte), isString, formats });
  return formats;
}

function formByte(byte: number): number {
  return isDigit(byte) ? DIGIT_0 : byte;
}

function isOfForm(text: Uint8Array, form: Uint8Array): boolean {
  if (text.length !== form.length) return false;
  for (let i = 0; i < form.length; i++) if (formByte(text[i]) !== form[i]) return false;
  return true;
}
