/** How the rows of a table are written, and what its columns are called (spec section 14). */
export interface TableLayout {
  /** The character between two cells, in ASCII. */
  readonly delimiter: string;
  /** The names of the columns, in their order. A row has as many cells. */
  readonly columns: readonly string[];
  /** Whether a line of the input has the names; if not they were given, or made up. */
  readonly hasHeaderLine: boolean;
  /** The byte offset after the byte-order mark, the comments and the header line: the first row begins there. */
  readonly headerBytes: number;
}

/** How a run reads its records. Each setting has a flag of the same name in the command. */
export interface PipelineSettings {
  /**
   * The keys to read as user, time and type, as the flags write them (spec section 13): a list of paths, `userId,actor.id`,
   * where the first that has a value counts. `none` for the user or the type: all events have the same.
   */
  readonly userKey: string;
  readonly timeKey: string;
  readonly typeKey: string;
  /** The keys to read as the event's own id; undefined: events have none (spec section 4). */
  readonly idKey: string | undefined;
  /**
   * Whether equal ids alone make two events duplicates, as of an id that was named. One that was found only keeps events
   * apart that would be duplicates without it.
   */
  readonly idDecides: boolean;
  /** How times are written, as `--time-format` has it (spec section 3). */
  readonly timeFormat: string;
  /** The time zone of times that name none: `UTC`, `local`, `+02:00` or a name of the IANA database. */
  readonly assumeTz: string;
  /** The year of times that have none; undefined: a format without a year cannot be read. */
  readonly year: number | undefined;
  /**
   * Of times that have no year, those in a later month than this, from 1 to 12, are of the year before `year`: where that
   * is the year of the file's own date, this is its month. Undefined: all are of that year.
   */
  readonly yearEndsAtMonth: number | undefined;
  /** Whether Mongo's `{"$date": …}`, `{"$numberLong": …}` and `{"$oid": …}` are read as what they hold (spec section 3). */
  readonly opensWrappers: boolean;
  /** How the rows of a table are written; undefined: records are JSON objects. */
  readonly table: TableLayout | undefined;
  /**
   * Where the records are, as `--records` has it (spec section 14): `Records`, `events.*`, `log!`. Undefined: every object
   * at depth 0 is one.
   */
  readonly records: string | undefined;
  /** Whether objects like `{"index":{"_id":"1"}}` are the control lines of a bulk file, and no records. */
  readonly skipsControlLines: boolean;
  /** How many bytes of one record are held and read again (spec section 1). */
  readonly maxRecordBytes: number;
  /**
   * Any integer. No result depends on it; an unpredictable one keeps a file from being made to collide in the hash
   * tables.
   */
  readonly hashSeed: number;
}

/** How events are cut into sessions. Can be changed without reading again (spec section 5). */
export interface SessionSettings {
  /** A session ends when the user's next event comes more than this later. Undefined: each user has one session. */
  readonly gapSeconds: number | undefined;
}

/** Everything that a run is started with: how it reads, and its first gap. */
export interface RunSettings extends PipelineSettings, SessionSettings {}

/** The default settings. */
export const DEFAULT_SETTINGS: RunSettings = {
  userKey: 'user_id',
  timeKey: 'event_time',
  typeKey: 'event_type',
  idKey: undefined,
  idDecides: false,
  timeFormat: 'iso',
  assumeTz: 'UTC',
  year: undefined,
  yearEndsAtMonth: undefined,
  opensWrappers: false,
  table: undefined,
  records: undefined,
  skipsControlLines: false,
  maxRecordBytes: 16 * 1024 * 1024,
  gapSeconds: undefined,
  hashSeed: 0,
};

/** The longest `maxRecordBytes`. Each value of a record must fit into a string, which ends at 2^29 characters. */
export const LARGEST_MAX_RECORD_BYTES = 256 * 1024 * 1024;

/** Whether equal ids alone make two events duplicates: those of an id that was named (spec section 4). */
export function mergesByNamedId({ idKey, idDecides }: PipelineSettings): boolean {
  return idKey !== undefined && idDecides;
}

/** What a setting may be, in words that complete "must be". */
interface Kind {
  /** What `typeof` says of it. */
  readonly type: string;
  readonly words: string;
  readonly fits: (value: unknown) => boolean;
}

const TEXT: Kind = { type: 'string', words: 'a string', fits: (value) => typeof value === 'string' };
const FLAG: Kind = { type: 'boolean', words: 'true or false', fits: (value) => typeof value === 'boolean' };

function wholeNumber(least: number, most: number, words = `a whole number from ${least} to ${most}`): Kind {
  const fits = (value: unknown): boolean =>
    Number.isSafeInteger(value) && least <= Number(value) && Number(value) <= most;
  return { type: 'number', words, fits };
}

function orUndefined({ type, words, fits }: Kind): Kind {
  return { type, words: `${words}, or undefined`, fits: (value) => value === undefined || fits(value) };
}

const TABLE: Kind = {
  type: 'object',
  words: 'a TableLayout: one ASCII character as delimiter, and the names of the columns',
  fits: (value) => {
    const { delimiter, columns } = (value ?? {}) as Partial<Record<keyof TableLayout, unknown>>;
    const hasNames = Array.isArray(columns) && columns.length > 0 && columns.every((name) => TEXT.fits(name));
    return typeof delimiter === 'string' && delimiter.length === 1 && delimiter < '\x80' && hasNames;
  },
};

const KINDS: Readonly<Record<keyof RunSettings, Kind>> = {
  userKey: TEXT,
  timeKey: TEXT,
  typeKey: TEXT,
  idKey: orUndefined(TEXT),
  idDecides: FLAG,
  timeFormat: TEXT,
  assumeTz: TEXT,
  year: orUndefined(wholeNumber(1, 9999)),
  yearEndsAtMonth: orUndefined(wholeNumber(1, 12)),
  opensWrappers: FLAG,
  table: orUndefined(TABLE),
  records: orUndefined(TEXT),
  skipsControlLines: FLAG,
  maxRecordBytes: wholeNumber(1, LARGEST_MAX_RECORD_BYTES),
  gapSeconds: orUndefined(wholeNumber(1, Number.MAX_SAFE_INTEGER, 'a whole number of seconds, at least 1')),
  hashSeed: wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'a whole number'),
};

/**
 * Fills in the defaults. Throws TypeError for a setting that does not exist and for a value of another type, RangeError for
 * any other value that is not valid; both name the setting.
 */
export function completeSettings(settings: Partial<RunSettings>): RunSettings {
  for (const [name, value] of Object.entries(settings)) checkSetting(name, value);
  const complete = { ...DEFAULT_SETTINGS, ...settings };
  const { userKey, timeKey, typeKey } = complete;
  if (!areDifferentKeys([userKey, timeKey, typeKey])) {
    throw new RangeError('userKey, timeKey and typeKey must be three different keys');
  }
  return complete;
}

/** Whether no two of the roles are read from the same keys, `none` aside. */
export function areDifferentKeys(keys: readonly string[]): boolean {
  const named = keys.filter((key) => key !== 'none');
  return new Set(named).size === named.length;
}

/** Throws unless the gap is undefined or a whole number of seconds, at least 1; errors are those of `completeSettings`. */
export function checkGap(gapSeconds: number | undefined): void {
  checkSetting('gapSeconds', gapSeconds);
}

function checkSetting(name: string, value: unknown): void {
  if (!isSetting(name)) {
    throw new TypeError(
      `${name} is not a setting; the settings are ${Object.keys(KINDS).toSorted().join(', ')}`,
    );
  }
  const { type, words, fits } = KINDS[name];
  if (fits(value)) return;
  throw new (typeof value === type ? RangeError : TypeError)(`${name} must be ${words}`);
}

function isSetting(name: string): name is keyof RunSettings {
  return Object.hasOwn(KINDS, name);
}
