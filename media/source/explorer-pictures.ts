import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeLargeSample } from '../../sample/make-large.ts';
import { closeTerminals, openTerminal } from '../../test/helpers/terminal.ts';
import { pictureOf } from './terminal-picture.ts';

const SIZE = { columns: 100, rows: 30 };
/** The large sample, made once for all pictures. */
let sample: string | undefined;

/** A key to press, or what must be on the screen before the next one. */
type Step = string | RegExp;

/** The events of all users, with their trend, the cursor on the bucket in which one user tries to log in 5,000 times. */
export function eventsPicture(): Promise<string> {
  return picture(
    ['3', /┤[\s\S]*view [\s\S]*page=/, '*', /(?:.11-25 13:30:\d\d .*=.*\n){7}/],
    'The explorer shows events: their trend as a chart, a row of bars for each type, a cursor on the highest bucket',
  );
}

/** Sessions with a gap: the longest first. */
export function sessionsPicture(): Promise<string> {
  return picture(
    [
      'z',
      ...'30m',
      'enter',
      /duration ▼[\s\S]* 1 of 1\d,\d{3}$/,
      /median +\d+m[\s\S]*\d+\/\d+ [\s\S]*━━[\s\S]*v▄/,
    ],
    'The explorer shows sessions with a gap of 30 minutes: how many a day, how long they are, the longest first',
  );
}

/** The rejections: their number by reason, each of them, and where its bytes broke. */
export function skippedPicture(): Promise<string> {
  return picture(
    [
      ...['2', /392 .*expected/, '+', / has no such hour \(9/, 'w', 'down', 'down', /line 342 {2}@/],
      ...['down', 'down', 'down', /line 706 {2}@/],
    ],
    'The explorer shows rejections: reasons with where in the file they lie, each record, its bytes with a caret at the fault',
  );
}

async function picture(steps: readonly Step[], title: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  sample ??= makeLargeSample();
  writeFileSync(join(folder, 'events.json'), sample);
  const terminal = await openTerminal({ ...SIZE, args: ['events.json'], cwd: folder });
  try {
    // The next key takes the message away, which comes last.
    await terminal.untilShows(/duplicates removed, .* differ/);
    for (const step of steps) {
      if (typeof step === 'string') terminal.press(step);
      else await terminal.untilShows(step);
    }
    return pictureOf(terminal.xterm, title);
  } finally {
    await closeTerminals();
    rmSync(folder, { recursive: true });
  }
}
