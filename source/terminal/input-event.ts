/**
 * A key. A printable character is itself, whatever its code point; the others are `space`, `enter`, `escape`, `tab`,
 * `backspace`, `delete`, `insert`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown` and `f1` to `f12`.
 * Modifiers precede it in the order `ctrl+alt+shift+`. The shift of a character shows in the character: `X`, `alt+X`;
 * only with ctrl, where letters are always lower-case, shift is named: `ctrl+shift+x`.
 */
export interface KeyInput {
  readonly kind: 'key';
  readonly key: string;
}

/** Text from the clipboard, unchanged: it may hold anything. */
interface PasteInput {
  readonly kind: 'paste';
  readonly text: string;
}

/** What the mouse did. */
export type MouseGesture = 'press' | 'release' | 'drag' | 'wheelUp' | 'wheelDown';

/** What the mouse did and in which cell. */
export interface MouseInput {
  readonly kind: 'mouse';
  readonly action: MouseGesture;
  /** `none`: the wheel, or a release for which the terminal does not name the button. */
  readonly button: 'left' | 'middle' | 'right' | 'none';
  /** From 0, as is `row`. */
  readonly column: number;
  readonly row: number;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
}

/** One input from the terminal. */
export type Input = KeyInput | PasteInput | MouseInput;
