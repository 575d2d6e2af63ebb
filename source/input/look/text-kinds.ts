import { Pipeline } from '../../pipeline/pipeline.ts';
import { FREE_CHOICE, findTable } from '../../pipeline/table/find-table.ts';
import { byteClass, CARRIAGE_RETURN, decodeUtf8, LINE_FEED } from '../../pipeline/text/bytes.ts';
import { isJson } from '../../pipeline/text/is-json.ts';
import type { Unreadable } from './kinds.ts';
import { TEXT_RULES } from './text-rules.ts';

/** Binary from this share of control bytes on, whatever else is there. Compressed and random bytes have a tenth. */
const SURELY_BINARY = 0.05;
/** Binary from this share on where nothing is JSON. */
const PERHAPS_BINARY = 0.01;

const ZEROS: Unreadable = {
  what: 'nothing but zeros',
  help: 'it was made, but never written; copy the file again',
};
/** What nothing is known about but that it is no text. */
export const BINARY: Unreadable = {
  what: 'binary data of a kind that is not known here',
  help: 'this may say what it is: file {}',
};

/**
 * By byte: 1 for those that no text has. Zeros do not count: a file that was truncated while it was written to begins with
 * many. Nor do tabs, line ends, form feeds and the escape of a coloured log.
 */
const CONTROLS = byteClass(
  (byte) => (byte > 0 && byte < 9) || byte === 11 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127,
);

/** Returns that the bytes are not text; undefined if they may be. */
export function isBinary(head: Uint8Array): Unreadable | undefined {
  let controls = 0;
  // By index: to iterate takes a cold start ten times as long.
  for (let at = 0; at < head.length; at++) controls += CONTROLS[head[at]];
  const share = controls / Math.max(1, head.length);
  if (share < PERHAPS_BINARY) return undefined;
  return share >= SURELY_BINARY || recordsIn(head).valid === 0 ? BINARY : undefined;
}

/** Returns what a text is that holds no records; undefined if it may hold some. */
export function unreadableText(head: Uint8Array): Unreadable | undefined {
  const text = decodeUtf8(head);
  const beginsWithRecord = isRecord(firstLine(text));
  let records: Records | undefined;
  let isTable: boolean | undefined;
  for (const { pattern, always, isNoTable, what, help } of TEXT_RULES) {
    if (beginsWithRecord && !always) continue;
    const found = pattern.global ? (text.match(pattern)?.length ?? 0) : Number(pattern.test(text));
    if (found === 0) continue;
    if (always) return { what, help };
    // Cells may hold any notation.
    if (isNoTable === undefined) isTable ??= findTable(head, false, FREE_CHOICE) !== undefined;
    if (isNoTable === undefined && isTable) return undefined;
    records ??= recordsIn(head);
    if (records.valid > 0) return undefined;
    if (!pattern.global || found * 2 >= records.count) return { what, help };
  }
  return undefined;
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}

function isRecord(line: string): boolean {
  return line.startsWith('{') && isJson(line);
}

/** What separates the columns of tables. */
const SEPARATORS = [',', ';', '\t', '|'];

/** Returns what a text is in which no record was found. */
export function recordlessText(head: Uint8Array): Unreadable {
  const known = isBinary(head) ?? unreadableText(head);
  if (known !== undefined) return known;
  if (head.length > 0 && head.every((byte) => byte === 0)) return ZEROS;
  if (findTable(head, false, FREE_CHOICE) !== undefined)
    return { what: 'a table of text', help: 'read it as one: event-sessions-tui --format csv -- {}' };
  if (endsLinesAsMacs(head))
    return {
      what: 'text with the line ends of old Macs, carriage returns alone',
      help: "convert them: tr '\\r' '\\n' < {} | event-sessions-tui",
    };
  const lines = decodeUtf8(head).trim().split('\n').slice(0, 20);
  // The last may be cut off.
  const whole = lines.length > 2 ? lines.slice(0, -1) : lines;
  const columns = (separator: string | RegExp): readonly number[] =>
    whole.map((line) => line.trim().split(separator).length);
  const separates = (separator: string | RegExp): boolean => {
    const [first, ...others] = columns(separator);
    return first > 1 && others.length > 0 && others.every((count) => count === first);
  };
  if (separates('::')) {
    return {
      what: 'a table with :: between its columns',
      help: `put tabs there: awk -F:: -v OFS='\\t' '{$1=$1}1' {} | event-sessions-tui --format tsv`,
    };
  }
  const [words] = lines;
  if (separates(/[ \t]+/) && words.trim().split(/\s+/).length > 2 && words.split(/\s+/).every(isWord))
    return {
      what: 'a table with blanks between its columns',
      help: "put tabs there: tr -s ' ' '\\t' < {} | event-sessions-tui",
    };
  const separator = SEPARATORS.find(separates);
  if ((separator !== undefined && lines.some((line) => line.includes('\\"'))) || isTableWithBackslashes(head))
    return {
      what: 'a table whose quotes have backslashes before them',
      help: String.raw`double them: sed 's/\\"/""/g' {} | event-sessions-tui`,
    };
  return separator !== undefined
    ? { what: 'a table of text', help: headerHelp(columns(separator)[0]) }
    : { what: 'text without a JSON object', help: 'convert it to JSON Lines, or name another file' };
}

/** Whether most lines end in a carriage return alone; quoted cells may hold line feeds. */
function endsLinesAsMacs(head: Uint8Array): boolean {
  let [returns, lineFeeds] = [0, 0];
  for (const [at, byte] of head.entries()) {
    if (byte === LINE_FEED) lineFeeds++;
    else if (byte === CARRIAGE_RETURN && head[at + 1] !== LINE_FEED) returns++;
  }
  return returns > 2 * lineFeeds;
}

/** Whether it is a table once the quotes with backslashes before them are doubled instead. */
function isTableWithBackslashes(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1');
  const doubled = text.replaceAll('\\"', '""');
  return doubled !== text && findTable(Buffer.from(doubled, 'latin1'), false, FREE_CHOICE) !== undefined;
}

const FIRST_NAMES = ['user_id', 'event_time', 'event_type'];
/** Of more columns a command with a name for each is too long to be read. */
const MOST_NAMED = 12;

/** Says how to name columns: a header fits only with one name for each of them. */
function headerHelp(count: number): string {
  if (count > MOST_NAMED)
    return `name its ${count} columns in their order, with commas between: event-sessions-tui --header NAMES -- {}`;
  const names = Array.from({ length: count }, (_, i) => FIRST_NAMES[i] ?? `c${i + 1}`).join();
  const which = count > FIRST_NAMES.length ? `its ${count} columns in their order` : 'its columns';
  return `name ${which}: event-sessions-tui --header ${names} -- {}`;
}

/** Whether it is a name as columns have one. */
function isWord(text: string): boolean {
  return /^[A-Za-z_][\w.()/-]*$/.test(text);
}

interface Records {
  readonly count: number;
  /** How many of them are valid JSON. */
  readonly valid: number;
}

function recordsIn(head: Uint8Array): Records {
  const pipeline = new Pipeline();
  pipeline.push(head);
  const { totals, reasons } = pipeline.finish();
  const damaged = reasons.find(({ code }) => code === 'json_decode_error')?.count ?? 0;
  return { count: totals.totalEvents, valid: totals.totalEvents - damaged };
}
