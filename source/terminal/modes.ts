/** The modes that the explorer sets, in order; the alternate screen is first and so is restored last. */
export const SCREEN = { on: '\u001b[?1049h', off: '\u001b[?1049l' };
export const CURSOR = { on: '\u001b[?25l', off: '\u001b[?25h' };
/** The terminal cuts lines that turn out wider than computed, so that they do not displace others. */
export const NO_WRAP = { on: '\u001b[?7l', off: '\u001b[?7h' };
export const PASTE = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** 1002: presses, releases and drags; 1006: in a form that holds any column. */
export const MOUSE = { on: '\u001b[?1002h\u001b[?1006h', off: '\u001b[?1006l\u001b[?1002l' };

const END_SYNCHRONIZED = '\u001b[?2026l';
const RESET_STYLE = '\u001b[0m';

/** Takes all of them back. */
export const ALL_OFF =
  END_SYNCHRONIZED + RESET_STYLE + MOUSE.off + PASTE.off + NO_WRAP.off + CURSOR.off + SCREEN.off;

/** Ends a string that was cut off before its end; nothing elsewhere. */
export const STRING_TERMINATOR = '\u001b\\';
/** Lines scroll on the whole screen. The cursor would go home, and so is put back. */
export const NO_MARGINS = '\u001b7\u001b[r\u001b8';
