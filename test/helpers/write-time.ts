const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

/** Writes an instant in a pattern, as strftime of C does, by clocks that are `offsetSeconds` ahead of UTC. */
export function writeTime(pattern: string, instant: bigint, offsetSeconds = 0): string {
  const nanoseconds = ((instant % NANOSECONDS_PER_SECOND) + NANOSECONDS_PER_SECOND) % NANOSECONDS_PER_SECOND;
  const seconds = Number((instant - nanoseconds) / NANOSECONDS_PER_SECOND);
  const local = new Date((seconds + offsetSeconds) * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const year = local.getUTCFullYear();
  const firstOfYear = new Date(0).setUTCFullYear(year, 0, 1);
  const ahead = Math.abs(offsetSeconds);
  const parts: Record<string, () => string> = {
    Y: () => String(year).padStart(4, '0'),
    y: () => two(year % 100),
    m: () => two(local.getUTCMonth() + 1),
    d: () => two(local.getUTCDate()),
    e: () => String(local.getUTCDate()).padStart(2, ' '),
    H: () => two(local.getUTCHours()),
    I: () => two(local.getUTCHours() % 12 || 12),
    M: () => two(local.getUTCMinutes()),
    S: () => two(local.getUTCSeconds()),
    f: () => String(nanoseconds).padStart(9, '0'),
    p: () => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
    z: () =>
      `${offsetSeconds < 0 ? '-' : '+'}${two(Math.floor(ahead / 3600))}${two(Math.floor(ahead / 60) % 60)}`,
    Z: () => 'UTC',
    a: () => WEEKDAYS[local.getUTCDay()].slice(0, 3),
    A: () => WEEKDAYS[local.getUTCDay()],
    b: () => MONTHS[local.getUTCMonth()].slice(0, 3),
    B: () => MONTHS[local.getUTCMonth()],
    j: () => String(Math.floor((local.getTime() - firstOfYear) / 86_400_000) + 1).padStart(3, '0'),
    s: () => String(seconds),
    '%': () => '%',
  };
  return pattern
    .replace(/%T/g, '%H:%M:%S')
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%(.)/g, (_, letter: string) => parts[letter]());
}
