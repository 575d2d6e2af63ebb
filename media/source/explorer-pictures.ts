import { fileURLToPath } from 'node:url';
import { closeTerminals, openTerminal, type Terminal } from '../../test/helpers/terminal.ts';
import { pictureOf } from './terminal-picture.ts';

const SIZE = { columns: 100, rows: 30 };
/** The folder of the sample, so that its name on the screen is short. */
const FOLDER = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The events of all users, with the trend. */
export function eventsPicture(): Promise<string> {
  const isWhole = (text: string): boolean => /┤[\s\S]*v view \d[\s\S]* 1 of [\d,]+$/.test(text);
  return picture(
    '3',
    isWhole,
    'The explorer shows events: their trend as a chart by type, and the list of them',
  );
}

/** The rejections: their number for each reason, and each of them. */
export function skippedPicture(): Promise<string> {
  // The texts of rejections are read from the file again, and arrive after the rest.
  const isWhole = (text: string): boolean =>
    /invalid ISO-8601 .*█/.test(text) && text.split('  {"').length > 15;
  return picture(
    '2',
    isWhole,
    'The explorer shows rejections: the reasons as bars, and each record with its line',
  );
}

async function picture(key: string, isWhole: (text: string) => boolean, title: string): Promise<string> {
  const terminal = await openTerminal({ ...SIZE, args: ['sample.json'], cwd: FOLDER });
  try {
    // The next key takes the message away, which comes last.
    await terminal.untilShows(/duplicates removed, .* differ/);
    terminal.press(key);
    await terminal.until((shown: Terminal) => isWhole(shown.text()), 'the whole picture');
    return pictureOf(terminal.xterm, title);
  } finally {
    await closeTerminals();
  }
}
