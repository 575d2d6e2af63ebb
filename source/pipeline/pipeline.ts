import { analyse, countSessions, countUsers } from './analysis.ts';
import { findImbalances } from './balance.ts';
import type { Dataset, Grouping } from './dataset.ts';
import { EventStore } from './event-store.ts';
import { LineIndex } from './line-index.ts';
import { countReasons, type ReasonCode } from './reasons.ts';
import type { Rejection } from './rejection.ts';
import { RejectionStore } from './rejection-store.ts';
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

/** All that a run found: the dataset of a whole input, and its grouping laid open. */
export interface Result extends Dataset, Grouping {
  readonly grouping: Grouping;
  readonly totals: Totals;
  /** Rejections by reason, most frequent first. */
  readonly reasons: readonly { code: ReasonCode; count: number }[];
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
  private grouping: Grouping | undefined;
  private imbalances: readonly string[] = [];
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
  get counted(): { inputBytes: number; totalEvents: number; validEvents: number; skippedEvents: number } {
    const { tally, store, rejections } = this.scanner;
    const { inputBytes } = this;
    return {
      inputBytes,
      totalEvents: tally.records,
      validEvents: store.count,
      skippedEvents: rejections.count,
    };
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

  /**
   * What is known so far, to be read while more comes, on another thread too. Cheap: its columns are those written
   * here, not copies.
   */
  dataset(): Dataset {
    const { settings, scanner, inputBytes, grouping, finished, imbalances } = this;
    const { store, rejections, lines, tally } = scanner;
    return {
      settings,
      store: EventStore.ofColumns(store.columns()),
      rejections: RejectionStore.ofColumns(rejections.columns()),
      lines: LineIndex.ofColumns(lines.columns()),
      totalEvents: tally.records,
      inputBytes,
      strayBytes: tally.strayBytes,
      grouping,
      finished,
      imbalances,
    };
  }

  /** Groups the events there are now; datasets from here on hold it. Costs what the events are, not what is new. */
  regroup(): Grouping {
    const { store } = this.scanner;
    const analysis = analyse(store, this.settings.gapSeconds);
    this.grouping = { ...analysis, eventCount: store.count, uniqueUsers: countUsers(analysis) };
    return this.grouping;
  }

  /** Ends the input and answers what was found. Throws when called again. */
  finish(): Result {
    if (this.finished) throw new Error('the pipeline has finished');
    this.finished = true;
    this.scan(true);
    const { inputBytes } = this;
    const { store, rejections, tally } = this.scanner;
    const grouping = this.regroup();
    const totals = {
      totalEvents: tally.records,
      validEvents: store.count,
      skippedEvents: rejections.count,
      duplicatesRemoved: grouping.duplicates.count,
      uniqueUsers: grouping.uniqueUsers,
    };
    const { recordBytes, separatorBytes, strayBytes } = tally;
    this.imbalances = findImbalances({
      ...totals,
      inputBytes,
      recordBytes,
      separatorBytes,
      strayBytes,
      ...countSessions(grouping),
    });
    return {
      ...grouping,
      ...this.dataset(),
      grouping,
      totals,
      reasons: countReasons(rejections.countByCode),
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
