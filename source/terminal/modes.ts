import { RESET_STYLE } from './sequences.ts';

/** The modes that the explorer sets, in order; the alternate screen is first and so is restored last. */
export const SCREEN = { on: '\u001b[?1049h', off: '\u001b[?1049l' };
export const HIDDEN_CURSOR = { on: '\u001b[?25l', off: '\u001b[?25h' };
/** Has the terminal cut lines that turn out wider than computed, so that they do not displace others. */
export const NO_WRAP = { on: '\u001b[?7l', off: '\u001b[?7h' };
export const PASTE = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** 1002: presses, releases and drags; 1006: in a form that holds any column. */
export const MOUSE = { on: '\u001b[?1002h\u001b[?1006h', off: '\u001b[?1006l\u001b[?1002l' };

/** Has the terminal show what is written all at once. It is set for each frame alone. */
export const SYNCHRONIZED = { on: '\u001b[?2026h', off: '\u001b[?2026l' };

/** Turns all of them off. */
export const ALL_OFF =
  SYNCHRONIZED.off + RESET_STYLE + MOUSE.off + PASTE.off + NO_WRAP.off + HIDDEN_CURSOR.off + SCREEN.off;

/** Ends a string that was cut off; elsewhere it does nothing. */
export const STRING_TERMINATOR = '\u001b\\';
/** Has the whole screen scroll. It would move the cursor home, and so puts it back. */
export const NO_MARGINS = '\u001b7\u001b[r\u001b8';
