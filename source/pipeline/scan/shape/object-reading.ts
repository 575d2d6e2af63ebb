import type { PipelineSettings } from '../../settings.ts';
import { TextBuffer } from '../../text/text-buffer.ts';
import { appendMembers } from '../../validate/outer-keys.ts';
import { type RecordValidator, VALID } from '../../validate/validate.ts';
import {
  CLOSED,
  FIRST_READING,
  OUT_OF_BYTES,
  OUT_OF_BYTES_IN_STRING,
  RecordEndReader,
} from '../record-end.ts';
import type { RecordTaker } from '../record-taker.ts';
import type { Window } from '../window-buffer.ts';

/** Reads an object to its end, and validates it together with the values around it. */
export class ObjectReading {
  private readonly reading = new RecordEndReader();
  private readonly appended = new TextBuffer();

  constructor(
    private readonly settings: PipelineSettings,
    private readonly validator: RecordValidator,
    private readonly taker: RecordTaker,
  ) {}

  /** Validates the record `bytes[from..to)`; after VALID `validator` has its values. */
  verdictOf(bytes: Uint8Array, from: number, to: number, validator = this.validator): number {
    const { appended } = this;
    const { members } = this.taker;
    return members !== undefined && members.length > 0 && appendMembers(bytes, from, to, members, appended)
      ? validator.validate(appended.bytes, 0, appended.length)
      : validator.validate(bytes, from, to);
  }

  /** After `isEvent`: where the object ends, or how far it was read. */
  get stop(): number {
    return this.reading.stop;
  }

  /** Whether the object at the brace `from` is an event; undefined if that takes more bytes. */
  isEvent({ bytes, to, final }: Window, from: number): boolean | undefined {
    const limit = Math.min(to, from + this.settings.maxRecordBytes);
    const ending = this.reading.read(bytes, from, limit, FIRST_READING, from);
    if (ending === CLOSED) return this.verdictOf(bytes, from, this.reading.stop) === VALID;
    const isOut = ending === OUT_OF_BYTES || ending === OUT_OF_BYTES_IN_STRING;
    return isOut && limit === to && !final ? undefined : false;
  }

  /** Where the first reading of the object at the brace `from` stops (spec section 1), or the end of the window. */
  endOf({ bytes, to }: Window, from: number): number {
    this.reading.read(bytes, from, to, FIRST_READING, from);
    return this.reading.stop;
  }
}
