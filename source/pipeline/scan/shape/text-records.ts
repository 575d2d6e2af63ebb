import { TextBuffer } from '../../text/text-buffer.ts';
import type { FieldMap } from '../../validate/fields.ts';
import { RECORD_TOO_LONG } from '../../validate/reasons.ts';
import { endOfText, NO_END, textOfString } from '../../validate/record-in-string.ts';
import { RecordValidator } from '../../validate/validate.ts';
import type { RecordTaker } from '../record-taker.ts';
import type { ScanParts } from '../scan-parts.ts';
import { NEEDS_MORE } from '../stop.ts';
import type { Window } from '../window-buffer.ts';
import type { ObjectReading } from './object-reading.ts';

/** Reads records in strings (spec section 14): a record has the place of its string, and its decoded text is validated. */
export class TextRecords {
  private readonly decoded = new TextBuffer();
  /** Without the kernel, whose window does not have the decoded text. */
  private readonly validator: RecordValidator;

  constructor(
    private readonly parts: Pick<ScanParts, 'settings' | 'counters' | 'strays'>,
    fields: FieldMap,
    private readonly taker: RecordTaker,
    private readonly objects: ObjectReading,
  ) {
    this.validator = new RecordValidator(fields);
  }

  /**
   * Reads the record in the string whose quote is at `from`; a string that holds no object is stray. Returns where reading
   * continues, or NEEDS_MORE.
   */
  read({ bytes, to, base, final }: Window, from: number): number {
    const { decoded, taker, objects, validator } = this;
    const { settings } = this.parts;
    const limit = Math.min(to, from + settings.maxRecordBytes);
    const end = endOfText(bytes, from, limit);
    if (end > from) {
      if (!textOfString(bytes, from, end, decoded)) return this.stray(base, from, end);
      const verdict = objects.verdictOf(decoded.bytes, 0, decoded.length, validator);
      return taker.take({ bytes, base }, from, end, verdict, validator, ON_ONE_LINE);
    }
    if (end === NO_END && limit < to) return this.tooLong(base, from, limit);
    // The line or the input ends inside the string: its contents are read as if no string had begun.
    return end === NO_END && !final ? NEEDS_MORE : this.stray(base, from, from + 1);
  }

  private stray(base: number, from: number, end: number): number {
    const { counters, strays } = this.parts;
    counters.strayBytes += end - from;
    strays.addBytes(base + from, end - from, counters.line);
    return end;
  }

  /** Rejects the beginning; the rest of the string is skipped as a value of the envelope. */
  private tooLong(base: number, from: number, limit: number): number {
    const { taker } = this;
    const { counters, strays } = this.parts;
    strays.endBeforeRecord();
    counters.records++;
    counters.recordBytes += limit - from;
    taker.reject(RECORD_TOO_LONG, base + from, limit - from);
    counters.skipDepth = 1;
    counters.skipInString = 1;
    return limit;
  }
}

const ON_ONE_LINE = { stop: -1, lineFeeds: 0, lastLineFeed: -1 };
