import { clipName } from '../format/clip-text.ts';
import { formatBytes, formatCount, formatCounted } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';

/** A file of rejections is reported once it is this many times as large as what was read, and has this many bytes. */
const TIMES_INPUT = 8;
const LEAST_BYTES = 1e9;

/** Whether rows of rejections take so much more than the input that a user has to know before the disk is full. */
export function growsLarge(bytesWritten: number, bytesRead: number): boolean {
  return bytesWritten >= LEAST_BYTES && bytesWritten >= TIMES_INPUT * bytesRead;
}

/** Returns in one line of a terminal how large the file grows, and why. */
export function growthText(name: string, bytesWritten: number, bytesRead: number): string {
  const size = `${formatBytes(bytesWritten)}, ${timesInput(bytesWritten, bytesRead)}`;
  return `${size}: a row for each fragment (${safeText(clipName(name))})`;
}

/** Returns the warning about a file of rejections that has become so large; undefined if it has not. */
export function growthWarning(
  name: string,
  bytesWritten: number,
  bytesRead: number,
  rejections: number,
): string | undefined {
  if (!growsLarge(bytesWritten, bytesRead)) return undefined;
  const why = `it has a row with its reason for each of ${formatCounted(rejections, 'rejection')}`;
  return `${clipName(name)} has ${formatBytes(bytesWritten)}, ${timesInput(bytesWritten, bytesRead)}: ${why}`;
}

function timesInput(bytesWritten: number, bytesRead: number): string {
  return `${formatCount(Math.round(bytesWritten / Math.max(1, bytesRead)))} times the input`;
}
