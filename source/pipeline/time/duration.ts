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
