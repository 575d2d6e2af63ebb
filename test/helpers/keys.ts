/** What a terminal sends when keys are pressed, text is pasted or the mouse is used, as xterm does it. */

const NAMED: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  'shift+tab': '\u001b[Z',
  backspace: '\u007f',
  space: ' ',
  delete: '\u001b[3~',
  insert: '\u001b[2~',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  'ctrl+space': '\0',
};

/** The last letter of what is sent: after `ESC O` where the program asked for application keys, else `ESC [`. */
const CURSOR: Readonly<Record<string, string>> = {
  up: 'A',
  down: 'B',
  right: 'C',
  left: 'D',
  home: 'H',
  end: 'F',
};

const MODIFIERS: Readonly<Record<string, number>> = { shift: 2, alt: 3, ctrl: 5 };

/**
 * The bytes of a key by its name (`enter`, `down`, `ctrl+c`, `alt+x`, `shift+up`) or of an ordinary character. Throws for
 * an unknown name, so that no test types a word by mistake.
 */
export function keyBytes(key: string, applicationCursorKeys: boolean): string {
  if (Object.hasOwn(NAMED, key)) return NAMED[key];
  if (Object.hasOwn(CURSOR, key)) return `\u001b${applicationCursorKeys ? 'O' : '['}${CURSOR[key]}`;
  if ([...key].length === 1) return key;
  const [, modifier, base] = /^(ctrl|alt|shift)\+(.+)$/.exec(key) ?? [];
  if (base !== undefined && Object.hasOwn(CURSOR, base))
    return `\u001b[1;${MODIFIERS[modifier]}${CURSOR[base]}`;
  if (modifier === 'ctrl' && /^[a-z[\\\]^_]$/.test(base)) {
    return String.fromCharCode(base.toUpperCase().charCodeAt(0) - 0x40);
  }
  if (modifier === 'alt') return `\u001b${keyBytes(base, false)}`;
  throw new Error(`no key is named '${key}'`);
}

/** Text from the clipboard: between marks where the program asked for them, line feeds as Enter where not. */
export function pasteBytes(text: string, bracketed: boolean): string {
  const typed = text.replace(/\r?\n/g, '\r');
  return bracketed ? `\u001b[200~${typed}\u001b[201~` : typed;
}

/** Of the mouse, as SGR reports (mode 1006) number them. */
export const BUTTON = { left: 0, middle: 1, right: 2, wheelUp: 64, wheelDown: 65 } as const;

/** A report of the mouse. Columns and rows count from 0. */
export function mouseBytes(
  button: number,
  column: number,
  row: number,
  action: 'press' | 'release' | 'drag',
): string {
  const code = action === 'drag' ? button + 32 : button;
  return `\u001b[<${code};${column + 1};${row + 1}${action === 'release' ? 'm' : 'M'}`;
}
