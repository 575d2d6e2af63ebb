import type { KernelReader } from '../../kernel/kernel-reader.ts';
import type { RecordPath } from '../../validate/record-path.ts';
import type { ScanParts } from '../scan-parts.ts';
import { countEnvelope } from '../separators.ts';
import type { Window } from '../window-buffer.ts';
import { outside } from './envelope-state.ts';
import type { EnvelopeWalk } from './envelope-walk.ts';
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
  /** `reader`: sees of nearly every record that it is no envelope; undefined where it cannot. */
  constructor(
    private readonly parts: ShapeParts,
    private readonly walk: EnvelopeWalk,
    private readonly reader: KernelReader | undefined,
  ) {}

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
    const begins = walk.begins(bytes, at, limit);
    if (begins === undefined && limit === to && !final) return undefined;
    if (begins !== true) counters.probedTo = base + walk.at;
    return begins === true;
  }

  /** Whether the brace at `at`, between records, begins another envelope, since the one before was never closed. */
  beginsAnother(window: Window, at: number): boolean | undefined {
    const { counters, objects, path } = this.parts;
    // Strings are read in order only: to enter their envelopes here could take the square of the time.
    if (path.isText) return false;
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
    walk.begins(bytes, at, to, state, outer);
    Object.assign(counters, state);
    countEnvelope(counters, strays, bytes, at, walk.at, base);
    return walk.at;
  }
}
