import { expect, it } from 'vitest';
import { pngOf } from '../media/source/png.ts';
import { pictureOf } from '../media/source/terminal-picture.ts';
import { Screen } from './helpers/screen.ts';

const ESC = '\u001b[';

async function picture(output: string): Promise<string> {
  const screen = new Screen(20, 4);
  await screen.show(output);
  return pictureOf(screen.xterm, 'a <screen>');
}

it('a picture of a terminal shows each text once, in its colour and weight', async () => {
  const svg = await picture(
    `plain ${ESC}1;31mbold${ESC}m\r\n${ESC}38;2;1;2;3mexact${ESC}m ${ESC}38;5;196;2mdim`,
  );
  const texts = [...svg.matchAll(/<text [^>]*fill="([^"]*)"([^>]*) xml:space="preserve">([^<]*)</g)];
  expect(texts.map(([, colour, attributes, text]) => [text, colour, attributes.trim()])).toEqual([
    ['plain', '#d8dee9', ''],
    ['bold', '#d0606c', 'font-weight="bold"'],
    ['exact', '#010203', ''],
    ['dim', '#ff0000', 'opacity="0.6"'],
  ]);
  expect(svg).toContain('<title>a &lt;screen></title>');
});

it('a picture of a terminal turns inverse colours round and keeps wide characters in their cells', async () => {
  const svg = await picture(`${ESC}7m傘a&b${ESC}m`);
  expect(svg.match(/<rect x[^>]*fill="#d8dee9"/g)).toHaveLength(2);
  expect(svg).toContain('x="16" y="29" fill="#1c1f26" xml:space="preserve">傘<');
  // Two cells on.
  expect(svg).toContain('x="32.86" y="29" fill="#1c1f26" xml:space="preserve">a&amp;b<');
});

it('a picture is the same PNG each time', async () => {
  const svg = await picture('╭──╮\r\n│ab│\r\n╰──╯');
  const png = pngOf(svg);
  expect([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
  expect(Buffer.compare(png, pngOf(svg))).toBe(0);
  expect(Buffer.compare(png, pngOf(await picture('')))).not.toBe(0);
});
