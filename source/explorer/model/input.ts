/** A key, as the key reader names it. */
export interface KeyAction {
  readonly kind: 'key';
  readonly key: string;
}

/** Text that was pasted. */
export interface PasteAction {
  readonly kind: 'paste';
  readonly text: string;
}

/** The mouse. Columns and rows of the screen, from 0. */
export interface MouseAction {
  readonly kind: 'mouse';
  readonly action: 'press' | 'drag' | 'release' | 'wheelUp' | 'wheelDown';
  readonly column: number;
  readonly row: number;
}

/** Input from the user. */
export type UserInput = KeyAction | PasteAction | MouseAction;
