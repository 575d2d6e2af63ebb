/**
 * Makes media/summary.svg from what the built command prints: `node --import tsx media/source/make-screenshots.ts`.
 * test/media.test.ts holds the picture to the program.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 16;
const COLUMNS = 84;
const COLOURS = { ground: '#1c1f26', text: '#d8dee9', prompt: '#88c0d0', rejected: '#ebcb8b' };

type Line = readonly [text: string, colour: string];

/** The command run on the example, as a terminal would show it: what goes to stderr comes first. */
export function summaryPicture(): string {
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
    return `  <text x="${MARGIN}" y="${y}" fill="${colour}" xml:space="preserve">${escaped(text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono, monospace" font-size="14">
  <title>event-sessions-tui run on five events: one rejected for its time, then the summary</title>
  <rect width="100%" height="100%" rx="8" fill="${COLOURS.ground}"/>
${rows.join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  writeFileSync(fileURLToPath(new URL('../summary.svg', import.meta.url)), summaryPicture());
}
