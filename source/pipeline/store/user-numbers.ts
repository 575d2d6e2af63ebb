/**
 * How users are numbered (decision 004). AssemblyScript reads this file too, so it holds plain numbers only.
 */

/** Ids that are integers of at most this many digits, in their shortest form, are small: such an id is its own number. */
export const SMALL_INTEGER_DIGITS = 9;

/** The number of the first user whose id is not a small integer. */
export const FIRST_TEXT_USER = 1_073_741_824;
