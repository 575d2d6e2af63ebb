import { clipName } from '../format/clip-text.ts';
import { formatPercent } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { strayNews } from '../format/stray-words.ts';
import type { DuplicateDifferences } from '../pipeline/differ/difference-tally.ts';
import type { PlanJson } from '../pipeline/plan/plan-file.ts';
import type { Result } from '../pipeline/result/result.ts';
import { namedTotals } from '../pipeline/result/totals.ts';
import { DEFAULT_SETTINGS } from '../pipeline/settings.ts';
import { encodeUtf8 } from '../pipeline/text/bytes.ts';
import { formatTimestamp } from '../pipeline/time/format-timestamp.ts';
import type { Instant } from '../pipeline/time/instant.ts';

/** The summary as text: the lines that the reference prints. */
export function summaryLines({ totals }: Result): string[] {
  return ['Done.', ...namedTotals(totals).map(([name, value]) => `${name}: ${value}`)];
}

/** Lines for stderr beside the summary: rejections by reason, stray bytes if there are any, and the runs that they are. */
export function detailLines(result: Result): string[] {
  const { reasons, totals, strayBytes, container, inputBytes } = result;
  const lines = reasons.map(
    ({ code, count }) => `  ${count} ${code} (${formatPercent(count, totals.totalEvents)} %)`,
  );
  if (lines.length > 0) lines.unshift(`${totals.skippedEvents} of ${totals.totalEvents} records rejected:`);
  if (strayBytes > 0)
    lines.push(`stray_bytes: ${strayBytes} of ${inputBytes} belong to no record and separate none`);
  for (const { kind, text, first } of strayNews(result)) {
    const place = first === undefined || kind === 'usual' ? '' : `, the first ${addressOfRun(result, first)}`;
    lines.push(`  ${text}${place}`);
  }
  if (container.envelopeBytes > 0)
    lines.push(`envelope_bytes: ${container.envelopeBytes} of ${inputBytes} surround the records`);
  if (container.controlLines > 0)
    lines.push(`control_lines: ${container.controlLines} say what to do with records, and are none`);
  return lines;
}

function addressOfRun({ strays, files }: Pick<Result, 'strays' | 'files'>, run: number): string {
  const { line, byteOffset, name } = files.placeOf(strays.byteOffsetOf(run), strays.lineOf(run));
  const file = name === undefined ? '' : ` of ${safeText(clipName(name))}`;
  return `on line ${line}${file} at byte ${byteOffset}; --stray-out lists them`;
}

/** What the summary and the written files say about the run and its input, besides the result. */
export interface Provenance {
  /** The version of the program. */
  readonly version: string;
  readonly input: string;
  /** When the input was last changed, in ISO 8601; undefined for a pipe. */
  readonly inputModified: string | undefined;
  readonly bucketSeconds: number;
  /** What was read as what; undefined before that is known. */
  readonly plan: PlanJson | undefined;
  /** What the files written are narrowed to, by the names of the flags; undefined if they are not. */
  readonly narrowedTo: Readonly<Record<string, string>> | undefined;
  /** Why the input was not read to its end; undefined if it was. */
  readonly failure: string | undefined;
}

/** What only a JSON summary says. */
export interface RunFacts extends Provenance {
  readonly elapsedSeconds: number;
  readonly warnings: readonly string[];
  /** What is known of the duplicates; undefined without any, or if they could not be read again. */
  readonly differences: DuplicateDifferences | undefined;
  /** About each file, for an input of several. */
  readonly files: object | undefined;
  /** How many rows were written of how many, by output, where they are narrowed. */
  readonly written: object | undefined;
}

/** The result that numbers are taken from: that of a run, or what is loaded of it. */
type Numbers = Pick<
  Result,
  | 'settings'
  | 'gapSeconds'
  | 'totals'
  | 'reasons'
  | 'strayBytes'
  | 'strayRuns'
  | 'container'
  | 'zones'
  | 'inputBytes'
  | 'firstEvent'
  | 'lastEvent'
>;

/**
 * What a file that is written says about where it comes from (spec section 9), as JSON-to-be: the same for the same
 * input and flags, so without the time that the run took.
 */
export function provenance(result: Numbers, facts: Provenance): object {
  const { settings, gapSeconds, reasons, strayBytes, strayRuns, container, zones } = result;
  const { version, input, inputModified, bucketSeconds, plan, narrowedTo, failure } = facts;
  return {
    version,
    input,
    size: result.inputBytes,
    input_modified: inputModified ?? null,
    settings: {
      gap_seconds: gapSeconds ?? null,
      bucket_seconds: bucketSeconds,
      user_key: settings.userKey,
      time_key: settings.timeKey,
      type_key: settings.typeKey,
      ...(settings.assumeTz !== DEFAULT_SETTINGS.assumeTz && { assume_tz: settings.assumeTz }),
      max_record_bytes: settings.maxRecordBytes,
      ...(narrowedTo && { narrowed_to: narrowedTo }),
    },
    plan: plan ?? null,
    ...Object.fromEntries(namedTotals(result.totals)),
    reasons: Object.fromEntries(reasons.map(({ code, count }) => [code, count])),
    stray_bytes: strayBytes,
    stray_runs: strayRuns,
    ...(container.envelopeBytes > 0 && { envelope_bytes: container.envelopeBytes }),
    ...(container.controlLines > 0 && { control_lines: container.controlLines }),
    zones: { utc: zones.utc, offset: zones.offset, none: zones.none },
    first_event: instantText(result.firstEvent),
    last_event: instantText(result.lastEvent),
    ...(failure !== undefined && { complete: false, failure }),
  };
}

/** The summary as one JSON object (spec section 8). */
export function summaryJson(result: Result, facts: RunFacts): string {
  return JSON.stringify(summaryOf(result, facts), undefined, 2);
}

/** The same in one line, for a followed input, which has many summaries. `isLast`: whether following has ended. */
export function summaryJsonLine(result: Result, facts: RunFacts, isLast: boolean): string {
  return JSON.stringify({ ...summaryOf(result, facts), following: !isLast });
}

function summaryOf(result: Result, facts: RunFacts): object {
  const { elapsedSeconds, warnings, differences, files, written } = facts;
  return {
    ...provenance(result, facts),
    ...(differences && { duplicates_that_differ: differenceFacts(differences) }),
    ...(files && { files }),
    ...(written && { written }),
    elapsed_seconds: elapsedSeconds,
    ...(warnings.length > 0 && { warnings }),
  };
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
