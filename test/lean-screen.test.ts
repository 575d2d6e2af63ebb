import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAN_SCREEN } from '../scripts/lean-screen.mjs';
import { check } from './helpers/check.ts';

/** Ink's frame in memory: texts are written to it, and it returns its lines. */
interface Output {
  write(x: number, y: number, text: string, options: { transformers: readonly [] }): void;
  get(): { readonly output: string };
}

interface Drawing {
  readonly Output: new (size: { width: number; height: number }) => Output;
  readonly stringWidth: typeof stringWidth;
  wrapText(text: string, width: number, how: string): string;
  measureText(text: string): { readonly width: number; readonly height: number };
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WIDTH = 40;
const HEIGHT = 5;

/** The code points around those that the bundles measure on a short way, and emoji. */
const WITH_ONE_COLUMN = [
  [0, 0x3100],
  [0x1f300, 0x1f700],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'event-sessions-tui-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What Ink draws with, bundled with `plugins`. */
async function drawingWith(name: string, plugins: Plugin[]): Promise<Drawing> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    stdin: {
      contents: `export { default as Output } from '${ROOT}node_modules/ink/build/output.js';
        export { default as wrapText } from '${ROOT}node_modules/ink/build/wrap-text.js';
        export { default as measureText } from '${ROOT}node_modules/ink/build/measure-text.js';
        export { default as stringWidth } from 'string-width';`,
      resolveDir: ROOT,
    },
    plugins,
    // As in the bundles: wrap-ansi has an older one.
    alias: { 'string-width': `${ROOT}node_modules/string-width/index.js` },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
  return import(pathToFileURL(outfile).href);
}

const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'aZ 9~│─█▁…·×≥▲✗éßДα☎️‍↔'),
    fc.constantFrom(
      '\u001b[31m',
      '\u001b[1m',
      '\u001b[22m',
      '\u001b[39m',
      '\u001b[2m',
      '\u001b[7m',
      '\u001b[0m',
      '\u0001',
      '\r',
      '\n',
    ),
    fc.constantFrom('한', '語', '👍🏽', '👩‍💻', 'é', 'ﾞ', '\u200b', '\u00ad', '◾', '⌚'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: WIDTH,
});

describe('the packages that draw, as they are bundled', () => {
  let lean: Drawing;
  let plain: Drawing;
  beforeAll(async () => {
    lean = await drawingWith('lean', LEAN_SCREEN);
    plain = await drawingWith('plain', []);
  });

  it('measure each character as the package does', () => {
    const different = [];
    for (const [from, to] of WITH_ONE_COLUMN) {
      for (let code = from; code < to; code++) {
        const text = String.fromCodePoint(code);
        if (lean.stringWidth(text) !== stringWidth(text)) different.push(code.toString(16));
      }
    }
    expect(different).toEqual([]);
  });

  it('measure any text as the package does', () => {
    check(
      fc.property(texts, fc.boolean(), (text, ambiguousIsNarrow) => {
        expect(lean.stringWidth(text, { ambiguousIsNarrow })).toBe(stringWidth(text, { ambiguousIsNarrow }));
      }),
      5000,
    );
  });

  it('cut and wrap any text as the packages do', () => {
    const hows = fc.constantFrom('wrap', 'truncate', 'truncate-middle', 'truncate-start');
    const widths = fc.oneof(fc.integer({ min: 1, max: WIDTH }), fc.constant(Number.NaN));
    check(
      fc.property(texts, widths, hows, (text, width, how) => {
        expect(lean.wrapText(text, width, how)).toBe(plain.wrapText(text, width, how));
        expect(lean.measureText(text)).toEqual(plain.measureText(text));
      }),
      3000,
    );
  });

  it('do so after more texts than are kept, too', () => {
    for (let text = 0; text < 10_100; text++) {
      expect(lean.measureText(`${text % 10_050}`).width).toBe(`${text % 10_050}`.length);
      expect(lean.wrapText(`${text % 10_050}`, 3, 'truncate')).toBe(
        plain.wrapText(`${text % 10_050}`, 3, 'truncate'),
      );
    }
  });

  it('draw each of several frames as Ink does', () => {
    const writes = fc.array(
      fc.record({ x: fc.nat({ max: WIDTH - 1 }), y: fc.nat({ max: HEIGHT - 1 }), text: texts }),
      { maxLength: 8 },
    );
    check(
      fc.property(fc.array(writes, { maxLength: 3 }), (frames) => {
        for (const frame of frames) expect(drawn(lean, frame)).toBe(drawn(plain, frame));
      }),
      2000,
    );
  });

  it('draw so after more texts than are kept, too', () => {
    for (let line = 0; line < 600; line++) {
      const frame = [{ x: 0, y: 0, text: `\u001b[3${line % 8}m${line % 400}\u001b[39m${'─'.repeat(300)}` }];
      expect(drawn(lean, frame)).toBe(drawn(plain, frame));
    }
  });
});

function drawn(
  { Output }: Drawing,
  frame: readonly { readonly x: number; readonly y: number; readonly text: string }[],
): string {
  const output = new Output({ width: WIDTH, height: HEIGHT });
  for (const { x, y, text } of frame) output.write(x, y, text, { transformers: [] });
  return output.get().output;
}
