import { describe, expect, it } from 'vitest';
import { KeyParser } from '../../source/terminal/key-parser.ts';

function keysOf(bytes: string): unknown[] {
  return new KeyParser().push(bytes).map((input) => (input.kind === 'key' ? input.key : input));
}

/** CSI and SS3. */
const C = '\u001b[';
const S = '\u001bO';

describe('a key has one name, whatever the terminal sends for it', () => {
  it.each([
    ['up', [`${C}A`, `${S}A`]],
    ['down', [`${C}B`, `${S}B`]],
    ['right', [`${C}C`, `${S}C`]],
    ['left', [`${C}D`, `${S}D`]],
    ['home', [`${C}H`, `${S}H`, `${C}1~`, `${C}7~`]],
    ['end', [`${C}F`, `${S}F`, `${C}4~`, `${C}8~`]],
    ['pageup', [`${C}5~`]],
    ['pagedown', [`${C}6~`]],
    ['insert', [`${C}2~`]],
    ['delete', [`${C}3~`]],
    ['f1', [`${S}P`, `${C}P`, `${C}11~`, `${C}[A`]],
    ['f2', [`${S}Q`, `${C}Q`, `${C}12~`, `${C}[B`]],
    ['f3', [`${S}R`, `${C}R`, `${C}13~`, `${C}[C`]],
    ['f4', [`${S}S`, `${C}S`, `${C}14~`, `${C}[D`]],
    ['f5', [`${C}15~`, `${C}[E`]],
    ['f6', [`${C}17~`]],
    ['f11', [`${C}23~`]],
    ['f12', [`${C}24~`]],
    ['enter', ['\r', '\n', `${S}M`, `${C}13u`]],
    ['tab', ['\t', `${S}I`, `${C}9u`]],
    ['shift+tab', [`${C}Z`, `${C}1;2Z`, `${C}9;2u`]],
    ['escape', [`${C}27u`]],
    ['backspace', ['\u007f', '\u0008', `${C}127u`]],
    ['space', [' ', `${C}32u`]],
    ['5', ['5', `${S}u`, `${C}53u`]],
    ['+', ['+', `${S}k`]],
  ])('%s', (name, sequences) => {
    for (const sequence of sequences) expect(keysOf(sequence)).toEqual([name]);
  });

  it.each([
    ['ctrl+a', ['\u0001', `${C}97;5u`, `${C}27;5;97~`]],
    ['ctrl+z', ['\u001a', `${C}122;5u`]],
    ['ctrl+space', ['\u0000', `${C}32;5u`]],
    ['ctrl+\\', ['\u001c']],
    ['ctrl+_', ['\u001f']],
    ['ctrl+shift+a', [`${C}97;6u`, `${C}27;6;65~`]],
    ['A', ['A', `${C}97;2u`, `${C}97:65;2u`, `${C}27;2;65~`]],
    ['!', [`${C}49:33;2u`]],
    ['alt+x', ['\u001bx', `${C}120;3u`]],
    ['alt+Y', ['\u001bY', `${C}121;4u`]],
    ['alt+é', ['\u001bé', `${C}233;3u`]],
    ['ctrl+alt+x', ['\u001b\u0018', `${C}120;7u`]],
    ['ctrl+enter', [`${C}13;5u`, `${C}27;5;13~`]],
    ['a', [`${C}97;65u`, `${C}97;129u`, `${C}97;1:2u`]],
  ])('%s', (name, sequences) => {
    for (const sequence of sequences) expect(keysOf(sequence)).toEqual([name]);
  });

  it.each([
    ['shift+up', [`${C}1;2A`, `${C}a`]],
    ['ctrl+left', [`${C}1;5D`, `${S}d`, `${S}5D`]],
    ['alt+right', [`${C}1;3C`]],
    ['ctrl+alt+shift+down', [`${C}1;8B`]],
    ['ctrl+home', [`${C}1;5H`, `${C}7^`, `${C}1;5~`]],
    ['shift+end', [`${C}1;2F`, `${C}8$`]],
    ['ctrl+shift+delete', [`${C}3;6~`, `${C}3@`]],
    ['ctrl+pageup', [`${C}5;5~`, `${C}5^`]],
    ['ctrl+f1', [`${C}1;5P`, `${S}1;5P`, `${S}5P`, `${C}11;5~`]],
  ])('%s', (name, sequences) => {
    for (const sequence of sequences) expect(keysOf(sequence)).toEqual([name]);
  });
});

describe('the mouse', () => {
  it.each([
    ['0;1;1M', { action: 'press', button: 'left', column: 0, row: 0 }],
    ['0;1;1m', { action: 'release', button: 'left', column: 0, row: 0 }],
    ['1;300;200M', { action: 'press', button: 'middle', column: 299, row: 199 }],
    ['2;5;6M', { action: 'press', button: 'right', column: 4, row: 5 }],
    ['32;5;6M', { action: 'drag', button: 'left', column: 4, row: 5 }],
    ['64;5;6M', { action: 'wheelUp', button: 'none', column: 4, row: 5 }],
    ['65;5;6M', { action: 'wheelDown', button: 'none', column: 4, row: 5 }],
    ['20;5;6M', { action: 'press', button: 'left', column: 4, row: 5, shift: true, ctrl: true }],
    ['72;5;6M', { action: 'wheelUp', button: 'none', column: 4, row: 5, alt: true }],
  ])('reports the action and the cell: %s', (report, expected) => {
    const none = { kind: 'mouse', shift: false, ctrl: false, alt: false };
    expect(keysOf(`${C}<${report}`)).toEqual([{ ...none, ...expected }]);
  });

  it.each(['66;5;6M', '35;5;6M', '128;5;6M', '0;0;1M', '0;1M', '0;1;2;3M'])('ignores %s', (report) => {
    expect(keysOf(`${C}<${report}j`)).toEqual(['j']);
  });
});
