/**
 * The meaning of the byte sequences that terminals send for keys: xterm, rxvt, the Linux console, tmux, and kitty's `CSI
 * u`. Sources: ctlseqs of xterm, rxvt's keys (urxvt(7)), console_codes(4), kitty's keyboard protocol.
 */

import type { Input, KeyInput, MouseGesture, MouseInput } from './input-event.ts';

/** Bits of the modifiers, as xterm sends them: its number less one. */
const SHIFT = 1;
export const ALT = 2;
const CTRL = 4;
/** Caps lock and num lock, in kitty's numbers. */
const LOCKS = 64 | 128;

/** The event of a key release in a kitty sequence. */
const RELEASED = 3;

/** `CSI number ~`. */
const NUMBERED: Readonly<Record<number, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

/** `CSI letter` and `SS3 letter`. */
const LETTERED: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

/** `SS3 letter` from the keypad, except its signs and digits, which start at `j`. */
const KEYPAD: Readonly<Record<string, string>> = { M: 'enter', I: 'tab', X: '=' };
const KEYPAD_FROM_J = '*+,-./0123456789';

/** Arrows in rxvt with a modifier: shift after CSI, ctrl after SS3. */
const RXVT_ARROWS: Readonly<Record<string, string>> = { a: 'up', b: 'down', c: 'right', d: 'left' };

/** The end of a numbered key in rxvt with a modifier. */
const RXVT_ENDS: Readonly<Record<string, number>> = { $: SHIFT, '^': CTRL, '@': CTRL | SHIFT };

/** The Linux console's `CSI [ letter`. */
const CONSOLE_KEYS: Readonly<Record<string, string>> = { A: 'f1', B: 'f2', C: 'f3', D: 'f4', E: 'f5' };

/** The input of a key with its modifiers, as a bit set. */
export function keyInput(name: string, modifiers = 0): KeyInput {
  const ctrl = modifiers & CTRL ? 'ctrl+' : '';
  const alt = modifiers & ALT ? 'alt+' : '';
  return { kind: 'key', key: `${ctrl}${alt}${modifiers & SHIFT ? 'shift+' : ''}${name}` };
}

/** The key of a byte below 0x80. */
export function asciiInput(byte: number, modifiers = 0): KeyInput {
  if (byte === 0x0d || byte === 0x0a) return keyInput('enter', modifiers);
  if (byte === 0x09) return keyInput('tab', modifiers);
  if (byte === 0x08 || byte === 0x7f) return keyInput('backspace', modifiers);
  if (byte === 0x1b) return keyInput('escape', modifiers);
  if (byte === 0x20) return keyInput('space', modifiers);
  if (byte > 0x20) return keyInput(String.fromCharCode(byte), modifiers);
  if (byte === 0) return keyInput('space', modifiers | CTRL);
  return keyInput(String.fromCharCode(byte + 0x40).toLowerCase(), modifiers | CTRL);
}

/** Returns the input of `CSI body`; undefined for an unknown one, such as an answer of the terminal. */
export function csiInput(body: string): Input | undefined {
  if (body.startsWith('<')) return mouseInput(body);
  if (body.startsWith('[')) return known(CONSOLE_KEYS[body.slice(1)]);
  const match = /^([\d;:]*)(.)$/.exec(body);
  if (match === null) return undefined;
  const [, list, end] = match;
  const parameters = list.split(';').map((parameter) => parameter.split(':').map(Number));
  const [number, shifted] = parameters[0];
  const [modifiersPlusOne, event] = parameters[1] ?? [1];
  const modifiers = (Math.max(modifiersPlusOne, 1) - 1) & ~LOCKS;
  if (modifiers > (SHIFT | ALT | CTRL) || event === RELEASED) return undefined;
  if (end === 'u') return characterInput(number, modifiers, shifted);
  if (end === '~' && number === 27) return characterInput(parameters[2]?.[0] ?? 0, modifiers);
  if (end === '~') return known(NUMBERED[number], modifiers);
  if (end in RXVT_ENDS) return known(NUMBERED[number], RXVT_ENDS[end]);
  if (number > 1) return undefined;
  if (end === 'Z') return keyInput('tab', modifiers | SHIFT);
  return known(LETTERED[end], modifiers) ?? known(list === '' ? RXVT_ARROWS[end] : undefined, SHIFT);
}

/** Returns the input of `SS3 body`; a digit before the letter is a modifier. */
export function ss3Input(body: string): KeyInput | undefined {
  const match = /^(?:\d*;)?(\d*)([A-Za-z])$/.exec(body);
  if (match === null) return undefined;
  const [, modifiersPlusOne, letter] = match;
  const modifiers = Math.max(Number(modifiersPlusOne), 1) - 1;
  if (modifiers > (SHIFT | ALT | CTRL)) return undefined;
  if (letter in RXVT_ARROWS) return known(RXVT_ARROWS[letter], CTRL);
  const sign = KEYPAD_FROM_J[letter.charCodeAt(0) - 'j'.charCodeAt(0)];
  return known(LETTERED[letter] ?? KEYPAD[letter] ?? sign, modifiers);
}

function known(name: string | undefined, modifiers = 0): KeyInput | undefined {
  return name === undefined ? undefined : keyInput(name, modifiers);
}

/** A key by its code point: kitty's `CSI u`, xterm's `CSI 27 ; modifiers ; code ~`. */
function characterInput(code: number, modifiers: number, shifted = 0): KeyInput | undefined {
  if (code === 0 || !isCharacter(code)) return undefined;
  if (code <= 0x20 || code === 0x7f) return asciiInput(code, modifiers);
  const character = String.fromCodePoint(code);
  if (modifiers & CTRL) return keyInput(character.toLowerCase(), modifiers);
  if ((modifiers & SHIFT) === 0) return keyInput(character, modifiers);
  const upper = shifted > 0x20 && isCharacter(shifted) ? String.fromCodePoint(shifted) : undefined;
  return keyInput(upper ?? character.toUpperCase(), modifiers & ~SHIFT);
}

/** Whether a code point can be a key. Kitty's numbers for keys without a character are private ones. */
function isCharacter(code: number): boolean {
  const isControl = code >= 0x80 && code < 0xa0;
  const isSurrogateOrPrivate = code >= 0xd800 && code < 0xf900;
  return !isControl && !isSurrogateOrPrivate && code <= 0x10ffff;
}

/** Parses a mouse report (mode 1006): `<buttons;column;row` and `M`, or `m` for a release. */
function mouseInput(body: string): MouseInput | undefined {
  const match = /^<(\d{1,3});(\d{1,5});(\d{1,5})([Mm])$/.exec(body);
  if (match === null) return undefined;
  const [bits, column, row] = match.slice(1, 4).map(Number);
  const action = gestureOf(bits, match[4] === 'm');
  if (action === undefined || column === 0 || row === 0) return undefined;
  const button = action.startsWith('wheel')
    ? 'none'
    : (['left', 'middle', 'right', 'none'] as const)[bits & 3];
  const modifiers = { shift: (bits & 4) !== 0, ctrl: (bits & 16) !== 0, alt: (bits & 8) !== 0 };
  return { kind: 'mouse', action, button, column: column - 1, row: row - 1, ...modifiers };
}

function gestureOf(bits: number, isRelease: boolean): MouseGesture | undefined {
  const button = bits & 3;
  if (bits >= 128) return undefined;
  if (bits & 64) return isRelease || button > 1 ? undefined : button === 0 ? 'wheelUp' : 'wheelDown';
  if (bits & 32) return button === 3 ? undefined : 'drag';
  return isRelease || button === 3 ? 'release' : 'press';
}
