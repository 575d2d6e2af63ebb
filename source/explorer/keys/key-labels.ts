const LABELS: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '↵',
  escape: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift-Tab',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  space: 'Space',
};

const ASCII_LABELS: Readonly<Record<string, string>> = {
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  enter: 'Enter',
};

/** Returns a key's label for the screen. */
export function keyLabel(key: string, ascii: boolean): string {
  return (ascii ? ASCII_LABELS[key] : undefined) ?? LABELS[key] ?? key.replace(/^ctrl\+(.)$/, '^$1');
}
