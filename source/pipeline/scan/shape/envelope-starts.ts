import type { KernelReader } from '../../kernel/kernel-reader.ts';
import { indexOfByte, LINE_FEED } from '../../text/bytes.ts';
import type { RecordPath } from '../../validate/record-path.ts';
import type { ScanParts } from '../scan-parts.ts';
import { countEnvelope } from '../separators.ts';
import type { Window } from '../window-buffer.ts';
import { outside } from './envelope-state.ts';
import { EnvelopeWalk } from './envelope-walk.ts';
import type { ObjectReading } from './object-reading.ts';
import type { OuterValues } from './outer-values.ts';

/** What all that reads a shape on one scan shares. */
export interface ShapeParts extends Pick<ScanParts, 'settings' | 'counters' | 'strays'> {
  readonly path: RecordPath;
  readonly objects: ObjectReading;
  /** Keeps the values around records that a role reads; undefined if none reads any. */
  readonly outer: OuterValues | undefined;
}

/**
 * Tells whether an envelope begins with a brace. Hostile input takes no longer: no byte is looked at twice for the same
 * question.
 */
export class EnvelopeStarts {
  private readonly lineWalk: EnvelopeWalk;

  /** `reader`: sees of nearly every record that it is no envelope; undefined where it cannot. */
  constructor(
    private readonly parts: ShapeParts,
    private readonly walk: EnvelopeWalk,
    private readonly reader: KernelReader | undefined,
  ) {
    this.lineWalk = new EnvelopeWalk(parts.path);
  }

  /**
   * Returns whether an envelope begins with the brace at `at`; undefined if that takes more bytes. Looks no further than
   * --max-record.
   */
  begins({ bytes, to, base, final }: Window, at: number): boolean | undefined {
    const { walk, reader } = this;
    const { counters, settings, path } = this.parts;
    if (path.steps.length === 0 || base + at < counters.probedTo) return false;
    const limit = Math.min(to, at + settings.maxRecordBytes);
    // What the kernel sees at once of nearly every record needs no walk.
    if (reader !== undefined && reader.classify(at, limit) >= 0 && !reader.mayBeEnvelope) return false;
    const hasMore = limit === to && !final;
    const recovery = {
      lineStart: Number.NaN,
      begins: (brace: number) => this.beginsOnLine(bytes, brace, limit, hasMore),
    };
    const begins = walk.begins(bytes, at, limit, outside(), { recovery });
    if (begins === undefined && hasMore) return undefined;
    if (begins !== true) counters.probedTo = base + walk.at;
    return begins === true;
  }

  /**
   * Whether an envelope with a record begins with the brace at `at`, which is the first of its line, as far as that line
   * shows. What was cut off before it must not take it for a value; looking at lines one by one keeps that linear.
   */
  private beginsOnLine(bytes: Uint8Array, at: number, limit: number, hasMore: boolean): boolean | undefined {
    const lineEnd = indexOfByte(bytes, LINE_FEED, at, limit);
    if (lineEnd < 0 && hasMore) return undefined;
    return this.lineWalk.begins(bytes, at, lineEnd < 0 ? limit : lineEnd) === true;
  }

  /** Whether the brace at `at`, between records, begins another envelope, since the one before was never closed. */
  beginsAnother(window: Window, at: number): boolean | undefined {
    const { counters, objects } = this.parts;
    // Not in the first line of a scan that does not know where the line begins; see SpeculativeScan.
    if (window.base + at !== counters.lineStartOffset) return false;
    const begins = this.begins(window, at);
    if (begins !== true) return begins;
    if (window.base + at < counters.noEventsTo) return true;
    const isEvent = objects.isEvent(window, at);
    if (isEvent === false) counters.noEventsTo = window.base + objects.stop;
    return isEvent === undefined ? undefined : !isEvent;
  }

  /** Enters the envelope that begins with the brace at `at`; returns where its first record is. */
  enter({ bytes, to, base }: Window, at: number): number {
    const { walk } = this;
    const { counters, strays, outer } = this.parts;
    const state = outside();
    outer?.atDepth(0);
    walk.begins(bytes, at, to, state, outer && { outer, isFinal: true });
    Object.assign(counters, state);
    countEnvelope(counters, strays, bytes, at, walk.at, base);
    return walk.at;
  }
}
