const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;
const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/**
 * Reads `90s`, `30m`, `1h30m` or `1d`: the longest unit first, each at most once, more than 0. Undefined for other
 * texts.
 */
export function durationSeconds(text: string): number | undefined {
  const parts = DURATION.exec(text);
  if (parts === null) return undefined;
  const seconds =
    Number(parts[1] ?? 0) * UNIT_SECONDS.d +
    Number(parts[2] ?? 0) * UNIT_SECONDS.h +
    Number(parts[3] ?? 0) * UNIT_SECONDS.m +
    Number(parts[4] ?? 0);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}

/** Writes whole seconds, more than 0, as `durationSeconds` reads them: `30m`, `1h30m`, `1d`. */
export function durationText(seconds: number): string {
  let left = seconds;
  let text = '';
  for (const [unit, length] of Object.entries(UNIT_SECONDS)) {
    const count = Math.floor(left / length);
    if (count > 0) text += `${count}${unit}`;
    left -= count * length;
  }
  return text;
}

/** The word for no gap, in flags and in prompts. */
export const NO_GAP = 'none';

/** Reads a gap: a duration in seconds, or for `none` undefined; 'invalid' for other texts. */
export function readGap(text: string): number | undefined | 'invalid' {
  return text === NO_GAP ? undefined : (durationSeconds(text) ?? 'invalid');
}

/** Writes a gap as `readGap` reads it. */
export function formatGap(gapSeconds: number | undefined): string {
  return gapSeconds === undefined ? NO_GAP : durationText(gapSeconds);
}
