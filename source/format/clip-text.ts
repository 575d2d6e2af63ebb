/** Names and values of people and files are cut to this in messages. */
export const LONGEST_NAME = 200;
/** A whole message: a few lines of a terminal. */
const LONGEST_MESSAGE = 480;

/** Returns a name or a value short enough for a message: its beginning and its end. */
export function clipName(text: string): string {
  return clipMiddle(text, LONGEST_NAME);
}

/** Returns a message of a few lines at most, whatever it holds: what is wrong comes first, what to do last. */
export function clipMessage(text: string): string {
  return clipMiddle(text, LONGEST_MESSAGE);
}

function clipMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor(most / 3);
  const start = most - end - 1;
  return `${text.slice(0, start).replace(/[\ud800-\udbff]$/, '')}…${text.slice(-end).replace(/^[\udc00-\udfff]/, '')}`;
}
