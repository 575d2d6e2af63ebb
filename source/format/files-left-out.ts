import { formatCount } from './human-format.ts';

/** Why files are left out, in the words that follow their number. */
const LEFT_OUT = {
  recordless: 'without a record',
  ownTables: 'written by this program',
  hidden: 'hidden',
  notRegular: 'no regular file',
  outputs: 'an output of this run',
  repeated: 'named twice',
} as const;

/** Returns how many files are left out, a part for each reason: `3 hidden`; none for a reason without a file. */
export function filesLeftOut(counts: Partial<Record<keyof typeof LEFT_OUT, number>>): readonly string[] {
  return Object.entries(LEFT_OUT).flatMap(([why, words]) => {
    // Cast: the keys of a record of reasons.
    const count = counts[why as keyof typeof LEFT_OUT] ?? 0;
    return count > 0 ? [`${formatCount(count)} ${words}`] : [];
  });
}
