import { type Analysis, analyse } from './analysis.ts';
import { findImbalances } from './balance.ts';
import type { EventStore } from './event-store.ts';
import { countReasons, type ReasonCode } from './reasons.ts';
import type { Rejection } from './rejection.ts';
import type { RejectionStore } from './rejection-store.ts';
import { Scanner } from './scanner.ts';
import { completeSettings, type PipelineSettings } from './settings.ts';
import { WindowBuffer } from './window-buffer.ts';

/** The five numbers. */
export interface Totals {
  readonly totalEvents: number;
  readonly validEvents: number;
  readonly skippedEvents: number;
  readonly duplicatesRemoved: number;
  readonly uniqueUsers: number;
}

/** All that a run found. */
export interface Result extends Analysis {
  readonly settings: PipelineSettings;
  readonly store: EventStore;
  readonly rejections: RejectionStore;
  readonly totals: Totals;
  /** Rejections by reason, most frequent first. */
  readonly reasons: readonly { code: ReasonCode; count: number }[];
  readonly inputBytes: number;
  /** Bytes that belong to no record and separate none. */
  readonly strayBytes: number;
  /** What does not add up, a sentence each (spec section 6): always empty, or the run is not to be trusted. */
  readonly imbalances: readonly string[];
}

/** Bytes are taken in pieces of this size: they stay in the cache between being copied and being read. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Bytes in, cut anywhere; columns out. No I/O, no clock, no random: the same bytes give the same result.
 *
 *     const pipeline = new Pipeline({ gapSeconds: 1800 });
 *     for await (const chunk of createReadStream('events.json')) pipeline.push(chunk);
 *     const { totals, sessions } = pipeline.finish();
 */
export class Pipeline {
  readonly settings: PipelineSettings;
  private readonly scanner: Scanner;
  private readonly held = new WindowBuffer();
  private inputBytes = 0;
  private finished = false;
  /** The window is not looked at again before it holds this much. */
  private neededBytes = 0;

  /**
   * `onRejection` is told of each rejection, with its text, in file order, as soon as it is found; without it no text
   * is made. `lanes: 'careful'` leaves out the fast lane, for tests that hold the two equal.
   * Throws RangeError for a setting that cannot be.
   */
  constructor(
    settings: Partial<PipelineSettings> = {},
    onRejection?: (rejection: Rejection) => void,
    lanes: 'both' | 'careful' = 'both',
  ) {
    this.settings = completeSettings(settings);
    this.scanner = new Scanner(this.settings, onRejection, lanes);
  }

  /** What has been counted so far; while bytes come the last record may be missing from it. */
  get counted(): { totalEvents: number; validEvents: number; skippedEvents: number } {
    const { tally, store, rejections } = this.scanner;
    return { totalEvents: tally.records, validEvents: store.count, skippedEvents: rejections.count };
  }

  /**
   * Takes the next bytes of the input. They are copied: the caller may use the chunk again. Throws after `finish`.
   */
  push(chunk: Uint8Array): void {
    if (this.finished) throw new Error('the pipeline has finished');
    this.inputBytes += chunk.length;
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      this.held.append(chunk.subarray(at, at + PIECE_BYTES));
      if (this.held.length >= this.neededBytes) this.scan(false);
    }
  }

  /** Ends the input and answers what was found. Throws when called again. */
  finish(): Result {
    if (this.finished) throw new Error('the pipeline has finished');
    this.finished = true;
    this.scan(true);
    const { settings, scanner, inputBytes } = this;
    const { store, rejections, tally } = scanner;
    const analysis = analyse(store, settings.gapSeconds);
    const totals = {
      totalEvents: tally.records,
      validEvents: store.count,
      skippedEvents: rejections.count,
      duplicatesRemoved: analysis.duplicates.count,
      uniqueUsers: countUsers(analysis),
    };
    const { recordBytes, separatorBytes, strayBytes } = tally;
    const ledger = {
      ...totals,
      inputBytes,
      recordBytes,
      separatorBytes,
      strayBytes,
      ...countSessions(analysis),
    };
    return {
      ...analysis,
      settings,
      store,
      rejections,
      totals,
      reasons: countReasons(rejections.countByCode),
      inputBytes,
      strayBytes,
      imbalances: findImbalances(ledger),
    };
  }

  private scan(final: boolean): void {
    const { held } = this;
    held.readTo(this.scanner.scan(held.window(final), held.from));
    // A record cut off is tried again when the window has doubled, so that a long one is not read over and over; and
    // when there is enough to know that it is too long.
    this.neededBytes = Math.min(2 * held.length, this.settings.maxRecordBytes + 1);
  }
}

/** The users with an event kept; who has one event has one that is kept. */
function countUsers({ byUser: { start } }: Analysis): number {
  let users = 0;
  for (let rank = 0; rank + 1 < start.length; rank++) if (start[rank + 1] > start[rank]) users++;
  return users;
}

/** Counts the events of all sessions, and the users whose slice of events some session begins. */
function countSessions({ sessions, byUser }: Analysis): { sessionEvents: number; sessionUsers: number } {
  let sessionEvents = 0;
  let sessionUsers = 0;
  let rank = 0;
  for (let session = 0; session < sessions.count; session++) {
    sessionEvents += sessions.eventCount[session];
    while (byUser.start[rank] < sessions.first[session]) rank++;
    if (byUser.start[rank] === sessions.first[session]) sessionUsers++;
  }
  return { sessionEvents, sessionUsers };
}
