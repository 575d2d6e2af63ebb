/** How a run reads its records. Everything here has a flag of the same name in the command. */
export interface PipelineSettings {
  /** The keys to read in place of `user_id`, `event_time` and `event_type`; at depth 1 of each record. */
  readonly userKey: string;
  readonly timeKey: string;
  readonly typeKey: string;
  /** How many bytes of one record are held and looked back at (spec section 1). */
  readonly maxRecordBytes: number;
  /** A session ends when the user's next event comes more than this later; nothing: one session per user. */
  readonly gapSeconds: number | undefined;
  /**
   * Any whole number. No result depends on it; one that nobody can foresee keeps a file from being made to collide in
   * the hash tables.
   */
  readonly hashSeed: number;
}

export const DEFAULT_SETTINGS: PipelineSettings = {
  userKey: 'user_id',
  timeKey: 'event_time',
  typeKey: 'event_type',
  maxRecordBytes: 16 * 1024 * 1024,
  gapSeconds: undefined,
  hashSeed: 0,
};

/** The longest `maxRecordBytes`. Each value of a record must fit into a string, which ends at 2^29 characters. */
export const LARGEST_MAX_RECORD_BYTES = 256 * 1024 * 1024;

/** The settings with defaults filled in. Throws RangeError for a setting that cannot be. */
export function completeSettings(settings: Partial<PipelineSettings>): PipelineSettings {
  const complete = { ...DEFAULT_SETTINGS, ...settings };
  const { maxRecordBytes, gapSeconds, userKey, timeKey, typeKey } = complete;
  if (!Number.isInteger(maxRecordBytes) || maxRecordBytes < 1 || maxRecordBytes > LARGEST_MAX_RECORD_BYTES) {
    throw new RangeError(`maxRecordBytes must be a whole number from 1 to ${LARGEST_MAX_RECORD_BYTES}`);
  }
  if (gapSeconds !== undefined && !(Number.isSafeInteger(gapSeconds) && gapSeconds > 0)) {
    throw new RangeError('gapSeconds must be a whole number of seconds, at least 1');
  }
  if (new Set([userKey, timeKey, typeKey]).size < 3) {
    throw new RangeError('userKey, timeKey and typeKey must be three different keys');
  }
  return complete;
}
