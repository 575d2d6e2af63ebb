/**
 * Makes pictures of every screen to look at: in all sizes that the spec names, with the palettes of several terminals,
 * without colour, and in ASCII; of each also its text. It takes some minutes and compares the pictures with nothing.
 *
 *     npm run screens -- FOLDER [SIZE ...] [SCENE ...]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeTerminals, openTerminal, type Terminal } from '../../test/helpers/terminal.ts';
import { PALETTES, type Palette } from './palette.ts';
import { pngOf } from './png.ts';
import { SCENES, type Scene, writeInputs } from './screen-scenes.ts';
import { pictureOf } from './terminal-picture.ts';

const SIZES = ['40x10', '60x20', '80x24', '120x40', '200x60'];

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

/** Shows a scene's screens in turn and makes their pictures. */
async function makeScene(folder: string, scene: Scene, size: string): Promise<void> {
  const [columns, rows] = size.split('x').map(Number);
  for (const [mode, flags, palettes] of MODES) {
    // A folder of its own: what one explorer exports would be in the way of the next.
    const cwd = mkdtempSync(join(tmpdir(), 'screens-'));
    writeInputs(cwd);
    const terminal = await openTerminal({
      ...scene.input,
      columns,
      rows,
      args: [...scene.args, ...flags],
      cwd,
    });
    await terminal.untilShows(scene.ready);
    for (const [screen, keys] of scene.screens) {
      for (const key of keys) {
        terminal.press(key);
        // The program would take a key that follows an Escape at once for one key with it.
        if (key === 'escape' || key === 'enter') await untilQuiet(terminal);
      }
      await untilQuiet(terminal);
      const name = [scene.name, screen, size, mode].filter((part) => part !== '').join('-');
      writeFileSync(join(folder, `${name}.txt`), `${terminal.text()}\n`);
      for (const [palette, colours] of Object.entries(palettes)) {
        const picture = pictureOf(terminal.xterm, `${name}-${palette}`, colours);
        writeFileSync(join(folder, `${name}-${palette}.png`), pngOf(picture, 1));
      }
    }
    await closeTerminals();
    rmSync(cwd, { recursive: true });
  }
}

async function makeScreens(
  folder: string,
  sizes: readonly string[],
  scenes: readonly Scene[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const size of sizes) {
    for (const scene of scenes) await makeScene(folder, scene, size);
  }
}

const [folder, ...named] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: npm run screens -- FOLDER [SIZE ...] [SCENE ...]');
const sizes = SIZES.filter((size) => named.includes(size));
const scenes = SCENES.filter(({ name }) => named.includes(name));
await makeScreens(folder, sizes.length > 0 ? sizes : SIZES, scenes.length > 0 ? scenes : SCENES);
