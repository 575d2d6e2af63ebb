/**
 * Makes the pictures in media/ from the screens of the built program: `npm run pictures`. test/media.test.ts compares
 * them.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eventsPicture, sessionsPicture, skippedPicture } from './explorer-pictures.ts';
import { PALETTES } from './palette.ts';
import { escaped, framed, MARGIN } from './svg-frame.ts';

const CELL = { width: 8.4, height: 18 };
const COLUMNS = 84;
const TITLE = 'event-sessions-tui run on five events: one rejected for its time, then the summary';
const COLOURS = { text: PALETTES.dark.text, prompt: '#88c0d0', rejected: '#ebcb8b' };

/** How each picture in media/ is made. */
export const PICTURES: Readonly<Record<string, () => string | Promise<string>>> = {
  'summary.svg': summaryPicture,
  'explorer.svg': eventsPicture,
  'sessions.svg': sessionsPicture,
  'skipped.svg': skippedPicture,
};

type Line = readonly [text: string, colour: string];

/** Runs the command on the example and returns its output as a terminal shows it: stderr comes first. */
function summaryPicture(): string {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [`${folder}../../dist/cli.js`, 'events.json', '--summary'],
    { cwd: folder, encoding: 'utf8' },
  );
  const lines: Line[] = [
    ['$ event-sessions-tui events.json --summary', COLOURS.prompt],
    ...linesOf(stderr).map((text): Line => [text, COLOURS.rejected]),
    ...linesOf(stdout).map((text): Line => [text, COLOURS.text]),
  ];
  return svg(lines);
}

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n');
}

function svg(lines: readonly Line[]): string {
  const width = COLUMNS * CELL.width + 2 * MARGIN;
  const height = lines.length * CELL.height + 2 * MARGIN;
  const rows = lines.map(([text, colour], row) => {
    const y = MARGIN + row * CELL.height + 13;
    return `<text x="${MARGIN}" y="${y}" fill="${colour}" xml:space="preserve">${escaped(text)}</text>`;
  });
  return framed(TITLE, { width, height, ground: PALETTES.dark.ground }, rows);
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  for (const [name, make] of Object.entries(PICTURES)) {
    writeFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), await make());
  }
}
