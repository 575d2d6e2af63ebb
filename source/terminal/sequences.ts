/** Ends all colours and styles. */
export const RESET_STYLE = '\u001b[m';
export const ERASE_TO_END_OF_LINE = '\u001b[K';
