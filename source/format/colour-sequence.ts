/**
 * The regular expression of a colour or another attribute of text on a terminal, as `source` of a RegExp: the SGR control
 * sequence of ECMA-48. Its group holds the codes; it is defined, if empty, wherever there is one.
 */
export const COLOUR_SEQUENCE = String.raw`\u001b\[([0-9;]*)m`;
