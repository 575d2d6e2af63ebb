import { Pipeline } from '../../pipeline/pipeline.ts';
import { DEFAULT_SETTINGS } from '../../pipeline/settings.ts';
import { FREE_CHOICE, findTable } from '../../pipeline/table/find-table.ts';
import { LINE_FEED } from '../../pipeline/text/bytes.ts';
import { type ForeignCount, ForeignRecords } from './foreign-records.ts';
import { hasHalf } from './halves.ts';
import { isUtf8 } from './is-utf8.ts';

/**
 * The letters that text in an encoding mostly consists of, and the least share of them among all outside of ASCII. Japanese
 * has others among its kana; Korean has hardly any, while Chinese read as Korean has many.
 */
const FREQUENT_LETTERS: readonly (readonly [encoding: string, letters: RegExp, leastShare: number])[] = [
  ['shift_jis', /[\u3040-\u30ff]/gu, 0.4],
  ['euc-jp', /[\u3040-\u30ff]/gu, 0.4],
  ['euc-kr', /[\uac00-\ud7a3]/gu, 0.95],
  ['windows-1251', /[\u0430-\u044f\u0451]/gu, 0.7],
  ['koi8-r', /[\u0430-\u044f\u0451]/gu, 0.7],
];
/** The bytes with which the frequent characters of Chinese begin, in GB 18030 and in Big5. */
const GB_LEADS = [0xb0, 0xd7] as const;
const BIG5_LEADS = [0xa4, 0xc6] as const;

/**
 * Says how many records of an input hold bytes that are not UTF-8, and which encoding makes sense of them, and how many hold
 * halves of characters: a sentence each. `among`: the records that were looked at, if not all.
 */
export function foreignWords({ records, sample, halves }: ForeignCount, among = ''): readonly string[] {
  const words: string[] = [];
  if (records > 0) {
    const encoding = likelyEncoding(sample);
    const remedy =
      encoding === undefined
        ? '--encoding names the one that is meant'
        : `--encoding ${encoding} makes sense of them`;
    words.push(`${counted(records, among)} bytes that are not UTF-8; ${remedy}`);
  }
  if (halves > 0)
    words.push(
      `${counted(halves, among)} halves of characters (lone surrogates), which are shown and written as U+FFFD`,
    );
  return words;
}

/** More lines say nothing new about their encoding. */
const MOST_LINES = 200;

/** What is known of a table that is not UTF-8. */
export interface ForeignTable {
  /** The encoding to read it in; undefined: UTF-8 all the same. */
  readonly encoding: string | undefined;
  /** In words that follow the name of the file. */
  readonly note: string;
}

/**
 * Says in which encoding a table makes sense that is not UTF-8; undefined for one that is, and for what is no table. A few
 * damaged lines make no other encoding of a table that is UTF-8 elsewhere. `isTable`: it is known to be one.
 */
export function foreignTable(head: Uint8Array, isWhole: boolean, isTable: boolean): ForeignTable | undefined {
  const bytes = wholeLines(head, isWhole);
  if (isUtf8(bytes)) return undefined;
  if (!isTable && findTable(bytes, isWhole, FREE_CHOICE) === undefined) return undefined;
  const all = linesOf(bytes);
  const lines = all.filter((line) => line.some((byte) => byte >= 0x80));
  const foreign = lines.filter((line) => !isUtf8(line));
  if (2 * foreign.length <= lines.length) {
    const hold = foreign.length === 1 ? 'line holds' : 'lines hold';
    const those = isWhole
      ? `${foreign.length} ${hold}`
      : `${foreign.length} of the first ${all.length} lines hold`;
    return {
      encoding: undefined,
      note: `${those} bytes that are not UTF-8; --encoding names the one that is meant`,
    };
  }
  const encoding = likelyEncoding(joined(foreign)) ?? 'windows-1252';
  return { encoding, note: `it is not UTF-8; it was read as ${encoding} (--encoding names another)` };
}

/** Returns the first of some lines end to end: enough to tell their encoding. */
function joined(lines: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(lines.slice(0, MOST_LINES).flatMap((line) => [...line, LINE_FEED]));
}

/** Returns a head without its last line, which may be cut in the middle of a character, unless it is all there is. */
function wholeLines(head: Uint8Array, isWhole: boolean): Uint8Array {
  return isWhole ? head : head.subarray(0, Math.max(0, head.lastIndexOf(LINE_FEED)));
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const lineFeed = bytes.indexOf(LINE_FEED, from);
    const to = lineFeed < 0 ? bytes.length : lineFeed;
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

function counted(records: number, among: string): string {
  if (among !== '') return `${records} of ${among} ${records === 1 ? 'holds' : 'hold'}`;
  return records === 1 ? '1 record holds' : `${records} records hold`;
}

/** Says the same of the records in the first bytes of an input. */
export function foreignWordsOfHead(head: Uint8Array, isWhole: boolean): readonly string[] {
  const bytes = wholeLines(head, isWhole);
  if (isUtf8(bytes) && !hasHalf(bytes)) return [];
  const foreign = new ForeignRecords(DEFAULT_SETTINGS);
  const pipeline = new Pipeline({}, undefined, 'both', {
    onTaken: (rows, rejected, window) => foreign.look(rows, rejected, window),
  });
  pipeline.push(bytes);
  const { totals } = pipeline.finish();
  const found = foreign.take();
  return found === undefined
    ? []
    : foreignWords(found, isWhole ? '' : `the first ${totals.totalEvents} records`);
}

/** Returns the encoding in which the bytes of these records make sense; undefined if none is known to. */
function likelyEncoding(bytes: Uint8Array): string | undefined {
  if (isKanji(bytes)) return 'shift_jis';
  const runs = foreignRuns(bytes);
  const alone = runs.filter((run) => run.length === 1).length;
  // Letters with accents are among ASCII letters; those of other scripts are together.
  if (alone * 2 >= runs.length) return 'windows-1252';
  for (const [encoding, letters, leastShare] of FREQUENT_LETTERS) {
    const text = decoded(bytes, encoding)?.replace(/[\0-\x7f]/g, '') ?? '';
    if (text !== '' && (text.match(letters)?.length ?? 0) >= text.length * leastShare) return encoding;
  }
  if (beginsWithin(runs, GB_LEADS) && decoded(bytes, 'gb18030') !== undefined) return 'gb18030';
  if (beginsWithin(runs, BIG5_LEADS) && decoded(bytes, 'big5') !== undefined) return 'big5';
  return undefined;
}

/** No character of Windows-1252 has these bytes; many of Shift JIS begin with one. */
const NO_WINDOWS_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Fewer may be anything. */
const FEWEST_KANJI = 4;

/** Whether it is Japanese in Shift JIS, of kanji alone too: their second bytes may be ASCII, so they are no runs. */
function isKanji(bytes: Uint8Array): boolean {
  if (!NO_WINDOWS_1252.some((byte) => bytes.includes(byte))) return false;
  const text = decoded(bytes, 'shift_jis')?.replace(/[\0-\x7f]/g, '') ?? '';
  const kanji = text.match(/[\u3040-\u30ff\u4e00-\u9fff\uff01-\uff5e]/g)?.length ?? 0;
  return kanji >= FEWEST_KANJI && kanji >= text.length * 0.9;
}

/** Bytes outside of ASCII that are together. */
function foreignRuns(record: Uint8Array): readonly Uint8Array[] {
  const runs: Uint8Array[] = [];
  for (let at = 0; at < record.length; ) {
    const from = at;
    while (at < record.length && record[at] >= 0x80) at++;
    if (at > from) runs.push(record.subarray(from, at));
    else at++;
  }
  return runs;
}

/** Whether nearly every run begins with a byte between the two. */
function beginsWithin(runs: readonly Uint8Array[], [least, most]: readonly [number, number]): boolean {
  const within = runs.filter(([first]) => first >= least && first <= most).length;
  return within >= runs.length * 0.8;
}

/** Undefined if the bytes are not valid in the encoding. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
