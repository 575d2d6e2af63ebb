import {
  eachSession,
  eventNumberOf,
  formatTimestamp,
  Pipeline,
  type PipelineSettings,
  type Rejection,
  type Result,
} from '../../source/pipeline/index.ts';

/** A result as plain data, in the shape of `conformance/cases/NAME/expected.json` and more, for comparing whole. */
export interface Outcome {
  readonly stats: Record<string, number>;
  readonly sessions: [user: string, start: string, end: string, eventCount: number][];
  /** Of each rejection what every reading of the spec must agree on; the detail is for people. */
  readonly skipped: [event: number, code: string, line: number, byteOffset: number, byteLength: number][];
  readonly events: [
    event: number,
    user: string,
    time: string,
    type: string,
    line: number,
    byteOffset: number,
  ][];
  readonly duplicates: [event: number, duplicateOf: number][];
  readonly strayBytes: number;
  readonly imbalances: readonly string[];
}

export interface Way {
  readonly settings?: Partial<PipelineSettings>;
  /** Where to cut the input into chunks. */
  readonly cuts?: readonly number[];
  readonly lanes?: 'both' | 'careful';
}

/** Runs the real pipeline over the bytes, in one of its ways. */
export function outcomeOf(
  bytes: Uint8Array,
  { settings = {}, cuts = [], lanes = 'both' }: Way = {},
): Outcome {
  const rejections: Rejection[] = [];
  const pipeline = new Pipeline(settings, (rejection) => rejections.push(rejection), lanes);
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    // A copy, so that a chunk kept by reference instead of being copied is found out.
    const chunk = new Uint8Array(bytes.subarray(from, cut));
    pipeline.push(chunk);
    chunk.fill(0x7b);
    from = cut;
  }
  return plain(pipeline.finish(), rejections);
}

function plain(result: Result, rejections: readonly Rejection[]): Outcome {
  const { store, byUser, sessions, duplicates, totals, strayBytes, imbalances } = result;
  const events: Outcome['events'] = [];
  const repeated: Outcome['duplicates'] = [];
  for (let index = 0; index < store.count; index++) {
    const event = eventNumberOf(result.rejections, index);
    const time = formatTimestamp(store.secondsOf(index), store.nanosecondsOf(index));
    const user = store.users.textOf(store.userOf(index));
    const type = store.typeText(store.typeOf(index));
    events.push([event, user, time, type, store.lineOf(index), store.byteOffsetOf(index)]);
    if (duplicates.has(index)) {
      repeated.push([event, eventNumberOf(result.rejections, duplicates.originalOf(index))]);
    }
  }
  return {
    stats: {
      total_events: totals.totalEvents,
      valid_events: totals.validEvents,
      skipped_events: totals.skippedEvents,
      duplicates_removed: totals.duplicatesRemoved,
      unique_users: totals.uniqueUsers,
    },
    sessions: [...eachSession(store, byUser, sessions)].map((session) => [
      store.users.textOf(session.user),
      formatTimestamp(session.startSeconds, session.startNanoseconds),
      formatTimestamp(session.endSeconds, session.endNanoseconds),
      session.eventCount,
    ]),
    skipped: rejections.map(({ event, code, line, byteOffset, byteLength }) => [
      event,
      code,
      line,
      byteOffset,
      byteLength,
    ]),
    events,
    duplicates: repeated,
    strayBytes,
    imbalances,
  };
}
