import { FLAGS } from './flag-table.ts';

/** The text of `--help`. */
export function helpText(): string {
  const rows = FLAGS.map(({ name, short, value, help }) => {
    const flag = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
    return `  ${flag.padEnd(27)} ${help}`;
  });
  return `Finds the sessions in a file of user events, and says what was rejected and why.

Usage
  event-sessions-tui [FILE] [flags]      explore FILE, or a sample; - is a pipe
  event-sessions-tui FILE|FOLDER ...     several files as one: logs/ 'old/*.gz'
  with --out, --summary, ...             without the screen, for jobs

Flags
${rows.join('\n')}

Examples
  event-sessions-tui events.json
  event-sessions-tui events.json --out sessions.csv --skips_out skipped.csv
  event-sessions-tui events.json.gz --summary --gap 30m
  event-sessions-tui events.json --json --max-skip-rate 1`;
}
