/**
 * The columns of every table: the one place that names them, for the CSV files, the queries, the screen and the README.
 * Their position, width and text on the screen are up to explorer/tables.
 */

/** When a column is in the CSV; always if undefined. */
type Condition = 'withGap' | 'withDuplicates' | 'withFiles' | 'never';

/**
 * What the cells of a column are in a format that has types: a text as it is; a whole number, or nothing; an
 * instant; a length of time in seconds; or a value of a record, which in JSON is as the record has it, or nothing.
 */
export type CellKind = 'text' | 'integer' | 'time' | 'seconds' | 'value';

/** A column, in the order of the CSV (spec section 9). */
export interface ColumnDefinition {
  /** In the header of the CSV, and in queries. */
  readonly name: string;
  /** Text if undefined. */
  readonly kind?: CellKind;
  /** Whether a cell may be empty that is no text. */
  readonly isOptional?: true;
  /** Above the column on the screen, if it differs from the name. */
  readonly header?: string;
  readonly inCsv?: Condition;
  /** What its cells hold, in a few words. */
  readonly meaning: string;
}

const LINE = { name: 'line', kind: 'integer', meaning: 'the line it begins on, from 1' } as const;
const OFFSET = { name: 'offset', kind: 'integer', meaning: 'the byte it begins at, from 0' } as const;
const FILE = { name: 'file', inCsv: 'withFiles', meaning: 'the file that holds it' } as const;
const EVENT = { name: 'event', kind: 'integer', meaning: 'its number among all records, from 1' } as const;
const USER = { name: 'user_id', meaning: 'the user' } as const;

/** All tables by name, each with its columns in the order of its CSV. */
export const TABLE_COLUMNS = {
  sessions: [
    USER,
    { name: 'session_start', header: 'start', kind: 'time', meaning: 'the time of its first event' },
    { name: 'session_end', header: 'end', kind: 'time', meaning: 'the time of its last event' },
    {
      name: 'event_count',
      header: 'events',
      kind: 'integer',
      meaning: 'how many events it has, without duplicates',
    },
    {
      name: 'session',
      header: '#',
      kind: 'integer',
      inCsv: 'withGap',
      meaning: "its number among the user's sessions, from 1",
    },
    {
      name: 'duration_seconds',
      kind: 'seconds',
      header: 'duration',
      inCsv: 'withGap',
      meaning: 'from its first event to its last',
    },
    {
      name: 'duplicates',
      header: 'dupes',
      inCsv: 'never',
      meaning: 'how many duplicates were removed from it',
    },
    { name: 'types', inCsv: 'never', meaning: 'how many events of which type it has' },
  ],
  rejections: [
    EVENT,
    {
      name: 'reason',
      header: 'what is wrong',
      meaning: 'why it was rejected: the reason and the detail',
    },
    { name: 'user_id', meaning: 'the user, as far as it could be read' },
    { name: 'event_time', header: 'time as written', meaning: 'the time as it is written' },
    { name: 'event_type', meaning: 'the type, as far as it could be read' },
    { name: 'raw', meaning: "the beginning of the record's text" },
    LINE,
    OFFSET,
    { name: 'code', meaning: 'the reason alone' },
    {
      name: 'column',
      kind: 'integer',
      isOptional: true,
      meaning: 'the byte of its line at which the JSON broke, from 1',
    },
    { name: 'length', kind: 'integer', meaning: "the record's length in bytes" },
    FILE,
  ],
  events: [
    EVENT,
    {
      name: 'duplicate_of',
      kind: 'integer',
      isOptional: true,
      inCsv: 'withDuplicates',
      meaning: 'the number of the event that it repeats',
    },
    USER,
    { name: 'event_time', kind: 'time', meaning: 'the time' },
    { name: 'event_type', meaning: 'the type' },
    LINE,
    OFFSET,
    {
      name: 'differs',
      inCsv: 'withDuplicates',
      meaning: 'the keys whose values differ from those of the event that it repeats; `?`: not known',
    },
    FILE,
  ],
  users: [
    USER,
    { name: 'sessions', kind: 'integer', meaning: 'how many sessions the user has' },
    {
      name: 'event_count',
      header: 'events',
      kind: 'integer',
      meaning: 'how many events they have, without duplicates',
    },
    {
      name: 'duplicates',
      header: 'dupes',
      kind: 'integer',
      meaning: 'how many duplicates were removed from them',
    },
    {
      name: 'rejections',
      header: 'rejected',
      kind: 'integer',
      meaning: 'how many rejected records name the user',
    },
    { name: 'first_event', header: 'first', kind: 'time', meaning: 'the time of the first event' },
    { name: 'last_event', header: 'last', kind: 'time', meaning: 'the time of the last event' },
    { name: 'types', inCsv: 'never', meaning: 'how many events of which type they have' },
  ],
  strays: [
    LINE,
    OFFSET,
    { name: 'length', kind: 'integer', meaning: 'how many bytes long it is' },
    { name: 'raw', meaning: 'the beginning of its text' },
    FILE,
  ],
  trend: [
    { name: 'bucket_start', kind: 'time', meaning: 'the beginning of the bucket' },
    { name: 'event_type', meaning: 'the type' },
    { name: 'event_count', kind: 'integer', meaning: 'how many events of the type there are in it' },
  ],
} as const satisfies Record<string, readonly ColumnDefinition[]>;

/** What rows can be sorted by besides the columns of their file, since the list on the screen can be. */
export const MORE_ORDERS = {
  sessions: ['duration_seconds', 'duplicates'],
  // Every reason begins with its code, which would come before the text.
  rejections: ['detail'],
} as const;

/** Which columns users have while each type has one of its own. */
export interface UnfoldedColumns {
  /** Those of the table before them. */
  readonly own: readonly string[];
  /** `type`: its number in the store; `name`: that of its column. */
  readonly types: readonly { readonly type: number; readonly name: string }[];
}

/** The names of the columns of a table. */
export type ColumnName<Table extends keyof typeof TABLE_COLUMNS> =
  (typeof TABLE_COLUMNS)[Table][number]['name'];

/**
 * Returns the columns of a table's file. `conditions`: those that apply to this file, so that their columns are
 * included.
 */
export function csvColumns(
  table: keyof typeof TABLE_COLUMNS,
  ...conditions: readonly Exclude<Condition, 'never'>[]
): readonly ColumnDefinition[] {
  const columns: readonly ColumnDefinition[] = TABLE_COLUMNS[table];
  const isThere = ({ inCsv }: ColumnDefinition): boolean =>
    inCsv === undefined || (inCsv !== 'never' && conditions.includes(inCsv));
  return columns.filter(isThere);
}

/** Returns the heading of a column on the screen, and what its cells hold. */
export function screenWords(
  table: keyof typeof TABLE_COLUMNS,
  name: string,
): { readonly header: string; readonly meaning: string } {
  const columns: readonly ColumnDefinition[] = TABLE_COLUMNS[table];
  const { header = name, meaning = '' } = columns.find((column) => column.name === name) ?? {};
  return { header, meaning };
}
