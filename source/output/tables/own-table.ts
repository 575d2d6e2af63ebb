import { decodeUtf8 } from '../../pipeline/text/bytes.ts';
import { TABLE_COLUMNS } from '../../schema/table-columns.ts';

/** The longest beginning of a table that is looked at. */
const HEAD_BYTES = 4096;

/** Soon tells nearly all files: this is asked of each of thousands. */
const FIRST_BYTES = 128;
const MAY_BE = /^[\uFEFF\s[{"]*(?:event\b|bucket_start\b|line\b|user_id\b.*(?:session_start|sessions)\b)/s;

/** How JSON begins that says where it comes from, in an array or not: see `--provenance`. */
const PROVENANCE = /^[\uFEFF\s[]*\{"provenance":\{"table":"/;

/** The first columns of the tables that this program writes, which no other program has. */
const BEGINNINGS: readonly (readonly string[])[] = [
  TABLE_COLUMNS.sessions.slice(0, 4),
  TABLE_COLUMNS.users.slice(0, 4),
  TABLE_COLUMNS.rejections.slice(0, 6),
  TABLE_COLUMNS.events.filter(({ name }) => name !== 'duplicate_of').slice(0, 4),
  TABLE_COLUMNS.events.slice(0, 5),
  TABLE_COLUMNS.strays.slice(0, 4),
  TABLE_COLUMNS.trend,
].map((columns) => columns.map(({ name }) => name));

/**
 * Whether a text is a table that this program wrote (spec section 15), known by its header: the line of names of CSV and
 * TSV, the keys of the first object of JSON, or the provenance in front of them. In a folder such a file lies beside the
 * events that it was made of.
 */
export function isOwnTable(head: Uint8Array): boolean {
  const first = decodeUtf8(head.subarray(0, FIRST_BYTES));
  if (PROVENANCE.test(first)) return true;
  if (!MAY_BE.test(first)) return false;
  const text = decodeUtf8(head.subarray(0, HEAD_BYTES)).replace(/^\uFEFF/, '');
  const object = /^\s*(?:\[\s*)?\{([^{}]*)\}/.exec(text);
  const names = object === null ? namesOfLine(text.split(/\r?\n/, 1)[0]) : keysOf(object[1]);
  return BEGINNINGS.some((beginning) => beginning.every((name, i) => names[i] === name));
}

function namesOfLine(line: string): readonly string[] {
  return line.split(line.includes('\t') ? '\t' : ',');
}

/** The keys in the text between the braces of an object without others in it. */
function keysOf(members: string): readonly string[] {
  return Array.from(members.matchAll(/(?:^|,)\s*"([^"\\]*)"\s*:/g), ([, key]) => key);
}
