import type { Unreadable } from './kinds.ts';

/** A text that holds no events as it is. */
export interface TextRule extends Unreadable {
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
export const TEXT_RULES: readonly TextRule[] = [
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
    what: 'an array of JSON in a string',
    help: 'take it out: jq -r . {} | event-sessions-tui',
    pattern: /^\s*"\s*\[\s*\{\s*\\"/,
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
    what: 'an access log of a web server, not JSON',
    help: String.raw`make a table of it: perl -ne 'print qq("$1";"$2";"$3";"$4"\n) if /^(\S+) \S+ (\S+) \[([^\]]+)\] "(\w*)/' {} | event-sessions-tui --header ip,user,time,action`,
    pattern: /^\S+ \S+ \S+ \[\d{2}\/[A-Za-z]{3}\/\d{4}:[\d: +-]+\] "/,
  },
  {
    what: 'a log of pairs (logfmt), not JSON',
    help: String.raw`make JSON of it: perl -MJSON::PP -ne 'my %h; $h{$1} = $2 // $3 while /([\w.@-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g; print encode_json(\%h), "\n"' {} | event-sessions-tui`,
    pattern: /^[\w.@-]+=(?:"[^"\n]*"|\S*)(?: [\w.@-]+=(?:"[^"\n]*"|\S*)){2,}\s*\n/,
  },
  {
    what: 'CEF, a log of events of security, not JSON',
    help: String.raw`make JSON of it: perl -MJSON::PP -ne 'next unless /CEF:\d+\|(?:(?:[^|\\]|\\.)*\|){4}((?:[^|\\]|\\.)*)\|[^|]*\|(.*)/; my %h = (name => $1); my $x = $2; $h{$1} = $2 while $x =~ /(\w+)=(.*?)(?=\s+\w+=|\s*$)/g; print encode_json(\%h), "\n"' {} | event-sessions-tui --user-key suser,duser,src --time-key rt,start,end`,
    pattern: /^(?:[^\n{]{0,100}\s)?CEF:\d+\|/,
    isNoTable: true,
  },
  {
    what: 'a log of lines of text (syslog), not JSON',
    help: String.raw`make a table of it: perl -ne 's/"/""/g; print qq("$1","$2","$3","$4"\n) if /^(\w{3} +\d+ [\d:.]+) (\S+) ([^\[:]+)[^:]*: (.*)/' {} | event-sessions-tui --header time,host,program,text`,
    pattern: /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\S* \S+ [^\s:[]+(?:\[\d+\])?: /,
  },
  {
    what: 'a log of lines of text, not JSON',
    help: String.raw`make a table of its times and words: perl -ne 's/"/""/g; print qq("$1","$2"\n) if /^\[?(\d{4}-\d\d-\d\d[T ][\d:.]+)\S*\s+(.*)/' {} | event-sessions-tui --header time,text`,
    pattern: /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s+\S[^\n]*\n\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/,
  },
  {
    what: 'YAML, not JSON',
    help: 'convert it: npx js-yaml {} | event-sessions-tui',
    pattern: /^(?:---\s*\n)?(?:#[^\n]*\n)*- [A-Za-z_][\w-]*: [^\n]*\n(?: {2}[A-Za-z_][\w-]*:[^\n]*\n)+/,
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
