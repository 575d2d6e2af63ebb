/**
 * The columns of every table: the one place that names them, for the CSV files, the queries, the screen and the README.
 * Their position, width and text on the screen are up to explorer/tables.
 */

/** When a column is in the CSV; always if undefined. */
type Condition = 'withGap' | 'withDuplicates' | 'withFiles' | 'never';

/** A column, in the order of the CSV (spec section 9). */
export interface ColumnDefinition {
  /** In the header of the CSV, and in queries. */
  readonly name: string;
  /** Above the column on the screen, if it differs from the name. */
  readonly header?: string;
  readonly inCsv?: Condition;
  /** What its cells hold, in a few words. */
  readonly meaning: string;
}

const LINE = { name: 'line', meaning: 'the line it begins on, from 1' } as const;
const OFFSET = { name: 'offset', meaning: 'the byte it begins at, from 0' } as const;
const FILE = { name: 'file', inCsv: 'withFiles', meaning: 'the file that holds it' } as const;
const EVENT = { name: 'event', meaning: 'its number among all records, from 1' } as const;
const USER = { name: 'user_id', meaning: 'the user' } as const;

/** All tables by name, each with its columns in the order of its CSV. */
export const TABLE_COLUMNS = {
  sessions: [
    USER,
    { name: 'session_start', meaning: 'the time of its first event' },
    { name: 'session_end', meaning: 'the time of its last event' },
    { name: 'event_count', meaning: 'how many events it has, without duplicates' },
    { name: 'session', inCsv: 'withGap', meaning: "its number among the user's sessions, from 1" },
    {
      name: 'duration_seconds',
      header: 'duration',
      inCsv: 'withGap',
      meaning: 'from its first event to its last',
    },
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
    FILE,
  ],
  events: [
    EVENT,
    { name: 'duplicate_of', inCsv: 'withDuplicates', meaning: 'the number of the event that it repeats' },
    USER,
    { name: 'event_time', meaning: 'the time' },
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
    { ...USER, inCsv: 'never' },
    { name: 'event_count', inCsv: 'never', meaning: 'how many events the user has, without duplicates' },
  ],
  trend: [
    { name: 'bucket_start', meaning: 'the beginning of the bucket' },
    { name: 'event_type', meaning: 'the type' },
    { name: 'event_count', meaning: 'how many events of the type there are in it' },
  ],
} as const satisfies Record<string, readonly ColumnDefinition[]>;

/** The names of the columns of a table. */
export type ColumnName<Table extends keyof typeof TABLE_COLUMNS> =
  (typeof TABLE_COLUMNS)[Table][number]['name'];

/**
 * Returns the header of a table's CSV. `conditions`: those that apply to this file, so that their columns are included.
 */
export function csvColumns(
  table: keyof typeof TABLE_COLUMNS,
  ...conditions: readonly Exclude<Condition, 'never'>[]
): readonly string[] {
  const columns: readonly ColumnDefinition[] = TABLE_COLUMNS[table];
  const isThere = ({ inCsv }: ColumnDefinition): boolean =>
    inCsv === undefined || (inCsv !== 'never' && conditions.includes(inCsv));
  return columns.filter(isThere).map(({ name }) => name);
}

/** Returns the heading of a column on the screen. */
export function screenHeader(table: keyof typeof TABLE_COLUMNS, name: string): string {
  const columns: readonly ColumnDefinition[] = TABLE_COLUMNS[table];
  return columns.find((column) => column.name === name)?.header ?? name;
}
