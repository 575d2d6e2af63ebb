import { hashId, idHigh, idLow } from '../columns/id-hash.ts';
import type { PipelineSettings } from '../settings.ts';
import type { Dictionaries } from '../store/dictionaries.ts';
import type { EventBatch } from '../store/event-batch.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import { ZONE_NONE, ZONE_OFFSET } from '../time/zone-kinds.ts';
import { DIMENSIONS } from '../validate/dimensions.ts';
import type { RecordValidator } from '../validate/validate.ts';

/** Appends the events that a slow path has validated to rows, with the numbers of their texts. */
export class EventAppender {
  /** The number in each dimension of the event that is appended. */
  private readonly numbers: number[] = new Array(DIMENSIONS).fill(0);

  constructor(
    private readonly settings: PipelineSettings,
    private readonly dictionaries: Dictionaries,
    private readonly rows: EventBatch,
    private readonly counters: ScanCounters,
    private readonly validator: RecordValidator,
  ) {}

  /** Appends the event validated last. It begins at `byteOffset` on the line that the counters have. */
  append(byteOffset: number): void {
    const { counters, dictionaries, validator, numbers } = this;
    const { user, dimensions, instant, id, hasId, zone } = validator;
    const { seconds, nanoseconds } = instant;
    if (zone === ZONE_OFFSET) counters.offsetTimes++;
    else if (zone === ZONE_NONE) counters.zonelessTimes++;
    const userNumber = dictionaries.users.intern(user.bytes, user.view, 0, user.length);
    for (const [dimension, { bytes, view, length }] of dimensions.entries()) {
      numbers[dimension] = dictionaries.dimensions[dimension].intern(bytes, view, 0, length);
    }
    if (hasId) hashId(id.bytes, 0, id.length, this.settings.hashSeed);
    const [low, high] = [hasId ? idLow : 0, hasId ? idHigh : 0];
    this.rows.append(userNumber, numbers, seconds, nanoseconds, byteOffset, counters.line, low, high);
  }
}
