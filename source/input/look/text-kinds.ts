import { Pipeline } from '../../pipeline/pipeline.ts';
import { FREE_CHOICE, findTable } from '../../pipeline/table/find-table.ts';
import { CARRIAGE_RETURN, decodeUtf8, LINE_FEED } from '../../pipeline/text/bytes.ts';
import type { Unreadable } from './kinds.ts';

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

/** Returns that the bytes are no text; undefined if they may be. */
export function isBinary(head: Uint8Array): Unreadable | undefined {
  let controls = 0;
  for (const byte of head) if (isControl(byte)) controls++;
  const share = controls / Math.max(1, head.length);
  if (share < PERHAPS_BINARY) return undefined;
  return share >= SURELY_BINARY || recordsIn(head).valid === 0 ? BINARY : undefined;
}

/**
 * Whether no text has this byte. Zeros do not count: a file that was truncated while it was written to begins with many.
 * Nor do tabs, line ends, form feeds and the escape of a coloured log.
 */
function isControl(byte: number): boolean {
  return (byte > 0 && byte < 9) || byte === 11 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127;
}

/** A text that holds no events as it is. */
interface TextRule extends Unreadable {
  /** Finds it; with the flag `g` it must be found for at least half of the records. */
  readonly pattern: RegExp;
  /** Whether it is that although records in it are valid JSON. */
  readonly always?: true;
  /** Whether it is no table, though commas separate something in it. */
  readonly isNoTable?: true;
}

const JSON_DUMP = 'json.dump(events, file, default=str)';

/** Converts what pandas' to_json wrote with another `orient` than records. */
function pandasCommand(reading: string): string {
  return `write it in pandas with to_json(orient="records", lines=True), or convert it: python3 -c "import pandas, sys; pandas.read_json(sys.stdin, ${reading}dtype=False, convert_dates=False).to_json(sys.stdout, orient='records', lines=True)" < {} | event-sessions-tui`;
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const SCALAR = String.raw`(?:${STRING}|[^\s{}\[\]",:]+)`;

/** One key after the other with an object of rows by number, as far as the head shows them. */
const BY_COLUMNS = new RegExp(
  String.raw`^\s*\{\s*${STRING}\s*:\s*\{\s*"0"\s*:\s*${SCALAR}\s*(?:,\s*"\d+"\s*:\s*${SCALAR}\s*)*` +
    String.raw`(?:\}\s*,\s*${STRING}\s*:\s*\{\s*"0"\s*:|[^{}[\]]{0,4096}$)`,
);

/** Texts that are no JSON, or JSON that holds no records, the first that fits. */
const TEXT_RULES: readonly TextRule[] = [
  {
    what: 'an HTML page',
    help: 'open it in a browser to see what it says, and download the events again',
    pattern:
      /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|title|script|meta|div|center|h1|p|pre|table|noscript)\b/i,
    always: true,
  },
  {
    what: "a table by columns, as pandas' to_json writes it, not records",
    help: pandasCommand(''),
    pattern: BY_COLUMNS,
    always: true,
  },
  {
    what: "a table by columns, index and data, as pandas' to_json writes it, not records",
    help: pandasCommand("orient='split', "),
    pattern:
      /^\s*\{\s*"columns"\s*:\s*\[[^\]{}]*\]\s*,\s*"index"\s*:\s*\[[^\]{}]*(?:\]\s*,\s*"data"\s*:\s*\[|$)/,
    always: true,
  },
  {
    what: 'an SQL dump',
    help: 'load it into a database, and write its table as CSV or JSON',
    pattern:
      /^(?:\s|--[^\n]*\n|\/\*[\s\S]{0,2000}?\*\/;?|(?:SET|USE|BEGIN|START|PRAGMA|LOCK|SELECT pg_catalog)\b[^;]{0,500};)*(?:INSERT INTO|CREATE (?:TABLE|DATABASE|SCHEMA)|DROP TABLE|COPY [\w."]+ \()/i,
    isNoTable: true,
  },
  {
    what: 'a chat of WhatsApp as text',
    help: String.raw`make a table of it: perl -ne 'print qq("$1";"$2"\n) if /^\W*([\d.\/-]+,? [\d:]+(?:\s?[AP]M)?)\]?(?: -)? ([^:]+): /i' {} | event-sessions-tui --header time,user`,
    pattern:
      /^\u200e?\[?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f]?[ap]\.?m\.?)?(?:\]| -) [^\n]+\n/i,
  },
  {
    what: 'a log of a web server (W3C)',
    help: String.raw`make a table of it: sed 's/^#Fields: date time /timestamp /; /^#/d; s/^\([0-9-]*\) /\1T/' {} | tr ' ' '\t' | event-sessions-tui`,
    pattern: /^#(?:Software|Version|Date|Fields|Remark):[^\n]*\n(?:#[^\n]*\n)*[^#\t\n]* [^\t\n]*(?:\n|$)/,
  },
  {
    what: 'JSON in a string in a string',
    help: 'take one of the two off: jq -r . {} | event-sessions-tui',
    pattern: /^\s*"\\"\s*[{[]/,
  },
  {
    what: 'rows as arrays, not objects',
    help: `make a table of them: jq -r '.. | arrays | select(length > 0 and (.[0] | type) != "array") | @csv' {} | event-sessions-tui --format csv`,
    pattern:
      /^\s*(?:\[\s*){2,}(?:"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|null|true|false)\s*[,\]]|^\s*\[[^[\]{\n]+\]\s*\n\s*\[/,
  },
  {
    what: 'XML',
    help: 'convert it to JSON, or download the events again if it is an error message',
    pattern: /^\s*<(?:\?xml\b|!DOCTYPE\b|!--|[A-Za-z][\w:.-]*(?:\s[^<>{}]*)?\/?>)/,
  },
  {
    what: 'the error message of a program',
    help: 'run the command that wrote it again, with 2> errors.txt to keep its errors apart',
    pattern:
      /^\s*(?:Traceback \(most recent call last\):|(?:[\w./-]*sh|curl|wget|jq|zcat|gzip|gunzip|cat|aws|gsutil|kubectl|docker|psql|mysql|mongoexport|ssh|git|fatal|error|ERROR)(?:: | \(|\[)|[^\n{]{0,200}: (?:command not found|not found|No such file or directory|Permission denied|Is a directory)\s*(?:\n|$))/,
  },
  {
    what: 'the error message of a program',
    help: 'run the command that wrote it again, with 2> errors.txt to keep its errors apart',
    // A text of a few lines; a log may begin so too.
    pattern: /^\s*(?:an?\s+)?(?:[\w.-]+:?\s+)?(?:error|exception|fatal)\b[^\n]*(?:\n[^\n]*){0,10}$/i,
  },
  {
    what: "JavaScript's notation, not JSON",
    help: 'write it in JavaScript with JSON.stringify(events)',
    pattern:
      /^\s*(?:"use strict";\s*)?(?:export|module\.exports|const|let|var|window\.\w+)\b[^\n{[]{0,200}[{[]/,
  },
  {
    what: "the MongoDB shell's notation, not JSON",
    help: 'write it with mongoexport',
    pattern: /:\s*(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal)\(/g,
  },
  {
    what: "Python's notation, not JSON",
    help: `write it in Python with ${JSON_DUMP}`,
    pattern:
      /:\s*(?:datetime(?:\.datetime)?|date|Decimal|UUID|Timestamp)\(|:\s*(?:True|False|None)\s*[,}\]]/g,
  },
  {
    what: "Python's notation, not JSON",
    help: `write it in Python with ${JSON_DUMP}, or convert it: python3 -c "import ast, json, sys; [print(json.dumps(ast.literal_eval(line))) for line in sys.stdin if line.strip()]" < {} | event-sessions-tui`,
    pattern: /^[ \t]*\{\s*'[^'\n]*'\s*:/gm,
  },
  {
    what: "Python's notation, not JSON",
    help: `write it in Python with ${JSON_DUMP}, or convert it: python3 -c "import ast, json, sys; json.dump(ast.literal_eval(sys.stdin.read()), sys.stdout)" < {} | event-sessions-tui`,
    pattern: /\{\s*'[^'\n]*'\s*:/g,
  },
  {
    what: 'JSON with comments (JSON5)',
    help: 'convert it: npx json5 {} | event-sessions-tui',
    pattern: /[{,]\s*\/[/*]/g,
  },
  {
    what: "JavaScript's notation, not JSON",
    help: 'convert it: npx json5 {} | event-sessions-tui',
    pattern: /\{\s*[A-Za-z_$][\w$]*\s*:/g,
  },
];

/** Returns what a text is that holds no records; undefined if it may hold some. */
export function unreadableText(head: Uint8Array): Unreadable | undefined {
  const text = decodeUtf8(head);
  let records: Records | undefined;
  let isTable: boolean | undefined;
  for (const { pattern, always, isNoTable, what, help } of TEXT_RULES) {
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

/** What separates the columns of tables. */
const SEPARATORS = [',', ';', '\t', '|'];

/** Returns what a text is in which no record was found. */
export function recordlessText(head: Uint8Array): Unreadable {
  const known = isBinary(head) ?? unreadableText(head);
  if (known !== undefined) return known;
  if (head.length > 0 && head.every((byte) => byte === 0)) return ZEROS;
  if (findTable(head, false, FREE_CHOICE) !== undefined)
    return { what: 'a table of text', help: 'read it as one: event-sessions-tui --format csv {}' };
  if (!head.includes(LINE_FEED) && head.includes(CARRIAGE_RETURN))
    return {
      what: 'text with the line ends of old Macs, carriage returns alone',
      help: "convert them: tr '\\r' '\\n' < {} | event-sessions-tui",
    };
  const lines = decodeUtf8(head).trim().split('\n').slice(0, 20);
  // The last may be cut off.
  const whole = lines.length > 2 ? lines.slice(0, -1) : lines;
  const columns = (separator: string): readonly number[] => whole.map((line) => line.split(separator).length);
  const separates = (separator: string): boolean => {
    const [first, ...others] = columns(separator);
    return first > 1 && others.length > 0 && others.every((count) => count === first);
  };
  if (separates('::')) {
    return {
      what: 'a table with :: between its columns',
      help: `put tabs there: awk -F:: -v OFS='\\t' '{$1=$1}1' {} | event-sessions-tui --format tsv`,
    };
  }
  const isTable = SEPARATORS.some(separates);
  return isTable
    ? {
        what: 'a table of text',
        help: 'name its columns: event-sessions-tui --header user_id,event_time,event_type {}',
      }
    : { what: 'text without a JSON object', help: 'convert it to JSON Lines, or name another file' };
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
