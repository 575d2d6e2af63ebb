/**
 * Makes pictures of every screen to look at: in all sizes that the spec names, with the palettes of several terminals,
 * without colour, and in ASCII; of each also its text. It takes some minutes and compares the pictures with nothing.
 *
 *     npm run screens -- FOLDER [SIZE]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeLargeSample } from '../../sample/make-large.ts';
import { closeTerminals, openTerminal, type Terminal } from '../../test/helpers/terminal.ts';
import { PALETTES, type Palette } from './palette.ts';
import { pngOf } from './png.ts';
import { pictureOf } from './terminal-picture.ts';

const SIZES = ['40x10', '60x20', '80x24', '120x40', '200x60'];

/** The screens, each with the keys that lead to it from the one before. */
const SCREENS: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['sessions', ['1']],
  ['sessions-prompt', ['z', ...'30']],
  ['sessions-gap', ['m', 'enter', 'down', 'down']],
  ['users', ['U']],
  ['users-types', ['+']],
  ['columns', ['-', 'U', 'c']],
  ['skipped', ['escape', '2']],
  ['skipped-unfolded', ['+', 'down', '+', 'down']],
  ['skipped-rows', ['w', 'down', 'down']],
  ['events', ['3']],
  ['events-types', ['w', 'down']],
  ['events-bucket', ['w', '*']],
  ['events-lines', ['p']],
  ['events-record', ['p', 'enter']],
  ['events-chips', ['escape', '+', '&', ...'type=login,view', 'enter']],
  ['events-duplicates', ['d']],
  ['picker', ['d', 'u']],
  ['original', ['escape', '4']],
  ['original-fault', ['}']],
  ['unknown-key', ['X']],
  ['help', ['?']],
  ['info', ['escape', 'i']],
  ['fields', ['escape', 'M']],
];

/** Each way to draw: the flags of the program, and the palettes of its pictures. */
const MODES: readonly (readonly [
  name: string,
  args: readonly string[],
  palettes: Readonly<Record<string, Palette>>,
])[] = [
  ['colour', [], PALETTES],
  ['plain', ['--no-color'], { dark: PALETTES.dark }],
  ['ascii', ['--ascii'], { dark: PALETTES.dark }],
];

const QUIET_MS = 300;
const MOST_WAITS = 20;

/** Waits until the screen has not changed for a moment. */
async function untilQuiet(terminal: Terminal): Promise<void> {
  let before = '';
  for (let wait = 0; wait < MOST_WAITS; wait++) {
    await sleep(QUIET_MS);
    const now = terminal.text();
    if (now === before) return;
    before = now;
  }
}

async function makeScreens(folder: string, sizes: readonly string[]): Promise<void> {
  const input = mkdtempSync(join(tmpdir(), 'screens-'));
  writeFileSync(join(input, 'events.json'), makeLargeSample());
  mkdirSync(folder, { recursive: true });
  for (const size of sizes) {
    const [columns, rows] = size.split('x').map(Number);
    for (const [mode, args, palettes] of MODES) {
      const terminal = await openTerminal({ columns, rows, args: ['events.json', ...args], cwd: input });
      await terminal.untilShows(/duplicates removed|done/);
      for (const [screen, keys] of SCREENS) {
        for (const key of keys) {
          terminal.press(key);
          // The program would take a key that follows an Escape at once for one key with it.
          if (key === 'escape' || key === 'enter') await untilQuiet(terminal);
        }
        await untilQuiet(terminal);
        writeFileSync(join(folder, `${screen}-${size}-${mode}.txt`), `${terminal.text()}\n`);
        for (const [palette, colours] of Object.entries(palettes)) {
          const name = `${screen}-${size}-${mode}-${palette}.png`;
          writeFileSync(join(folder, name), pngOf(pictureOf(terminal.xterm, name, colours), 1));
        }
      }
      await closeTerminals();
    }
  }
  rmSync(input, { recursive: true });
}

const [folder, ...sizes] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: npm run screens -- FOLDER [SIZE ...]');
await makeScreens(folder, sizes.length > 0 ? sizes : SIZES);
