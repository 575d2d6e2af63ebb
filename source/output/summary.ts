import { formatPercent } from '../format/human-format.ts';
import type { DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import type { PlanJson } from '../pipeline/plan/plan-file.ts';
import type { Result } from '../pipeline/result/result.ts';
import { namedTotals } from '../pipeline/result/totals.ts';
import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import { formatTimestamp } from '../pipeline/time/format-timestamp.ts';
import type { Instant } from '../pipeline/time/parse-timestamp.ts';

/** The summary as text: the lines that the reference prints. */
export function summaryLines({ totals }: Result): string[] {
  return ['Done.', ...namedTotals(totals).map(([name, value]) => `${name}: ${value}`)];
}

/** Lines for stderr beside the summary: rejections by reason, and stray bytes if there are any. */
export function detailLines({ reasons, totals, strayBytes, inputBytes }: Result): string[] {
  const lines = reasons.map(
    ({ code, count }) => `  ${count} ${code} (${formatPercent(count, totals.totalEvents)} %)`,
  );
  if (lines.length > 0) lines.unshift(`${totals.skippedEvents} of ${totals.totalEvents} records rejected:`);
  if (strayBytes > 0)
    lines.push(`stray_bytes: ${strayBytes} of ${inputBytes} belong to no record and separate none`);
  return lines;
}

/** What a JSON summary says about the run besides the result. */
export interface RunFacts {
  readonly input: string;
  /** What is said about the files of an input of several. */
  readonly files: object | undefined;
  readonly bucketSeconds: number;
  /** What was read as what. */
  readonly plan: PlanJson;
  readonly elapsedSeconds: number;
  readonly warnings: readonly string[];
  /** What is known of the duplicates; undefined without any, or if they could not be read again. */
  readonly differences: DuplicateDifferences | undefined;
  /** Why the input was not read to its end; undefined if it was. */
  readonly failure: string | undefined;
}

/** The summary as one JSON object (spec section 8). */
export function summaryJson(
  result: Result,
  { input, files, bucketSeconds, plan, elapsedSeconds, warnings, differences, failure }: RunFacts,
): string {
  const { settings, gapSeconds, reasons, strayBytes, zones, inputBytes, firstEvent, lastEvent } = result;
  const summary = {
    input,
    size: inputBytes,
    settings: {
      gap_seconds: gapSeconds ?? null,
      bucket_seconds: bucketSeconds,
      user_key: settings.userKey,
      time_key: settings.timeKey,
      type_key: settings.typeKey,
      max_record_bytes: settings.maxRecordBytes,
    },
    plan,
    ...Object.fromEntries(namedTotals(result.totals)),
    ...(differences && { duplicates_that_differ: differenceFacts(differences) }),
    ...(files && { files }),
    reasons: Object.fromEntries(reasons.map(({ code, count }) => [code, count])),
    stray_bytes: strayBytes,
    zones: { utc: zones.utc, offset: zones.offset, none: zones.none },
    first_event: instantText(firstEvent),
    last_event: instantText(lastEvent),
    elapsed_seconds: elapsedSeconds,
    ...(warnings.length > 0 && { warnings }),
    ...(failure !== undefined && { complete: false, failure }),
  };
  return JSON.stringify(summary, undefined, 2);
}

/** No more keys than this are listed. */
const MOST_KEYS = 100;

function differenceFacts({ count, of, exact, keys }: DuplicateDifferences): object {
  return { count, of, exact, keys: keys.slice(0, MOST_KEYS) };
}

function instantText(instant: Instant | undefined): string | null {
  return instant === undefined ? null : formatTimestamp(instant.seconds, instant.nanoseconds);
}

/** The lines of a text output as bytes, each ended by a line feed. */
export function linesToBytes(lines: readonly string[]): Uint8Array {
  return encodeUtf8(lines.map((line) => `${line}\n`).join(''));
}
