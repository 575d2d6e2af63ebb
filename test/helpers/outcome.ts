import {
  type EventStore,
  eachSession,
  formatTimestamp,
  Pipeline,
  REASONS,
  type Rejection,
  type RunSettings,
  recordNumberOfEvent,
} from '../../source/pipeline/index.ts';
import type { ContainerCounts } from '../../source/pipeline/result/container-counts.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { readFailureOf } from '../../source/pipeline/scan/read-failure.ts';

/** A result as plain data to be compared whole, in the shape of `conformance/cases/NAME/expected.json` and with more. */
export interface Outcome {
  readonly stats: Record<string, number>;
  readonly sessions: [user: string, start: string, end: string, eventCount: number][];
  /** Of each rejection what every reading of the spec must agree on; the detail is for people. */
  readonly skipped: [
    recordNumber: number,
    code: string,
    line: number,
    byteOffset: number,
    byteLength: number,
  ][];
  readonly events: [
    recordNumber: number,
    user: string,
    time: string,
    type: string,
    line: number,
    byteOffset: number,
  ][];
  /** Of each event the user's id and the type as they are compared: a character for each byte, U+0000 to U+00FF. */
  readonly identities: [userBytes: string, typeBytes: string][];
  readonly duplicates: [recordNumber: number, duplicateOf: number][];
  readonly strayBytes: number;
  readonly strayRuns: [line: number, byteOffset: number, byteLength: number, isPrefix: boolean][];
  /** What surrounds records, and control lines. */
  readonly container: ContainerCounts;
  /** How many times were written in UTC, with another offset, with none. */
  readonly zones: readonly [utc: number, offset: number, none: number];
  readonly imbalances: readonly string[];
}

export interface Way {
  readonly settings?: Partial<RunSettings>;
  /** Where to cut the input into chunks. */
  readonly cuts?: readonly number[];
  readonly paths?: 'both' | 'slow';
  /** The first byte that cannot be read, if there is one. */
  readonly failsAt?: number | undefined;
}

/** Runs the real pipeline over the bytes in one of its ways and returns what it comes to. */
export function outcomeOf(
  bytes: Uint8Array,
  { settings = {}, cuts = [], paths = 'both', failsAt }: Way = {},
): Outcome {
  const rejections: Rejection[] = [];
  const pipeline = new Pipeline(settings, (rejection) => rejections.push(rejection), paths);
  let from = 0;
  const to = failsAt ?? bytes.length;
  for (const cut of [...cuts.filter((cut) => cut < to), to]) {
    // A copy, so that a chunk kept by reference instead of being copied is found out.
    const chunk = new Uint8Array(bytes.subarray(from, cut));
    pipeline.push(chunk);
    chunk.fill(0x7b);
    from = cut;
  }
  // Rejections as they were reported during the run, which is how they are written to a file.
  const failure = failsAt === undefined ? undefined : readFailureOf(new Error('the disk failed'), failsAt);
  return { ...outcomeOfDataset(pipeline.finish(failure)), skipped: rejections.map(rejectionFacts) };
}

/** What is in a dataset, finished or not; sessions and duplicates as of its grouping. */
export function outcomeOfDataset(dataset: Dataset): Outcome {
  const { store, rejections, grouping, totalEvents, strayBytes, container, zones, imbalances } = dataset;
  const events: Outcome['events'] = [];
  const identities: Outcome['identities'] = [];
  const duplicates: Outcome['duplicates'] = [];
  for (let index = 0; index < store.count; index++) {
    const recordNumber = recordNumberOfEvent(rejections, index);
    const time = formatTimestamp(store.secondsOf(index), store.nanosecondsOf(index));
    const user = store.users.textOf(store.userOf(index));
    const type = store.typeText(store.typeOf(index));
    events.push([recordNumber, user, time, type, store.lineOf(index), store.byteOffsetOf(index)]);
    identities.push([userBytes(store, index), byteString(store.types.bytesOf(store.typeOf(index)))]);
    if (grouping?.duplicates.has(index)) {
      duplicates.push([recordNumber, recordNumberOfEvent(rejections, grouping.duplicates.originalOf(index))]);
    }
  }
  const sessions = grouping ? [...eachSession(store, grouping.byUser, grouping.sessions)] : [];
  return {
    stats: {
      total_events: totalEvents,
      valid_events: store.count,
      skipped_events: rejections.count,
      duplicates_removed: grouping?.duplicates.count ?? 0,
      unique_users: grouping?.uniqueUsers ?? 0,
    },
    sessions: sessions.map((session) => [
      store.users.textOf(session.user),
      formatTimestamp(session.startSeconds, session.startNanoseconds),
      formatTimestamp(session.endSeconds, session.endNanoseconds),
      session.eventCount,
    ]),
    skipped: Array.from({ length: rejections.count }, (_, index) =>
      rejectionFacts({
        recordNumber: rejections.recordNumberOf(index),
        code: REASONS[rejections.reasonOf(index)].code,
        line: rejections.lineOf(index),
        byteOffset: rejections.byteOffsetOf(index),
        byteLength: rejections.byteLengthOf(index),
      }),
    ),
    events,
    identities,
    duplicates,
    strayBytes,
    strayRuns: strayRunsOf(dataset),
    container,
    zones: [zones.utc, zones.offset, zones.none],
    imbalances,
  };
}

/** The runs that are kept; there must be as many as were counted. */
function strayRunsOf({ strays, strayRuns, strayPrefixes }: Dataset): Outcome['strayRuns'] {
  if (strays.count !== strayRuns || strays.prefixCount !== strayPrefixes) {
    throw new Error(`${strayRuns} stray runs were counted, ${strays.count} are kept`);
  }
  return Array.from({ length: strays.count }, (_, index) => [
    strays.lineOf(index),
    strays.byteOffsetOf(index),
    strays.byteLengthOf(index),
    strays.isPrefix(index),
  ]);
}

function userBytes(store: EventStore, index: number): string {
  const { users } = store;
  const user = store.userOf(index);
  const integer = users.smallIntegerOf(user);
  return integer >= 0 ? String(integer) : byteString(users.texts.bytesOf(users.textNumberOf(user)));
}

function byteString(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

type RejectionFacts = Pick<Rejection, 'recordNumber' | 'code' | 'line' | 'byteOffset' | 'byteLength'>;

export function rejectionFacts({
  recordNumber,
  code,
  line,
  byteOffset,
  byteLength,
}: RejectionFacts): Outcome['skipped'][number] {
  return [recordNumber, code, line, byteOffset, byteLength];
}
