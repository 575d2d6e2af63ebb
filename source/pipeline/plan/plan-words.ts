import type { TableLayout } from '../settings.ts';
import { tableFormatOf } from '../table/table-formats.ts';
import { NO_KEY } from '../validate/key-paths.ts';
import type { Plan, Planned, PlannedContainer, PlannedSettings, PlannedTable } from './plan.ts';
import { settingsOf } from './planned-settings.ts';

/** Before the keys of an id that keeps events apart, but does not make two of them one, in --id-key and plan files. */
export const APART_PREFIX = 'apart:';

/**
 * Returns the flags that name all that a plan decides, as words: with them nothing is found. An id that was found is named
 * with `apart:`, since one that is named without it also merges (spec section 4).
 */
export function pinWords(plan: Plan): readonly string[] {
  return pinWordsOf(settingsOf(plan), plan.container);
}

/** Returns the flags that name these settings, and the container. */
export function pinWordsOf(
  settings: PlannedSettings,
  container: PlannedContainer | undefined,
): readonly string[] {
  const { records, userKey, timeKey, typeKey, idKey, idDecides, timeFormat, table } = settings;
  const id = idKey === undefined ? [] : flagWords('--id-key', idWord(idKey, idDecides));
  return [
    ...(table === undefined ? [] : tableWords(table, container)),
    ...(records === undefined ? [] : flagWords('--records', records)),
    ...flagWords('--user-key', userKey),
    ...flagWords('--time-key', timeKey),
    ...flagWords('--type-key', typeKey),
    ...flagWords('--time-format', timeFormat),
    ...yearWords(settings),
    ...id,
    ...containerWords(container, table !== undefined),
  ];
}

/** The encoding that needs no flag. */
export const UTF8 = 'utf-8';

/** Returns the flags that name a container; `isTable`: its format is named as that of a table. */
function containerWords(container: PlannedContainer | undefined, isTable: boolean): readonly string[] {
  if (container === undefined) return [];
  const { format, encoding } = container;
  return [
    ...(isTable ? [] : flagWords('--format', format.text)),
    ...(encoding.text === UTF8 ? [] : flagWords('--encoding', encoding.text)),
  ];
}

/** Returns the flags of a container that were given: without them the program would find something else. */
export function namedContainerWords({ container, table }: Plan): readonly string[] {
  const isNamed = container?.format.origin === 'named';
  return [
    ...(table !== undefined && (isNamed || table.origin === 'named')
      ? tableWords(table.layout, container)
      : []),
    ...(table === undefined && isNamed ? flagWords('--format', container.format.text) : []),
    ...(container?.encoding.origin === 'named' ? flagWords('--encoding', container.encoding.text) : []),
  ];
}

/**
 * Returns what the bytes are, as a value of --format: `json`, or the name of a table's format, after the compression, if one
 * was named.
 */
export function plannedFormat(
  container: PlannedContainer | undefined,
  table: PlannedTable | undefined,
): Planned {
  return table === undefined
    ? (container?.format ?? { text: 'json', origin: 'standard' })
    : { text: formatOf(table.layout, container), origin: table.origin };
}

function formatOf({ delimiter }: TableLayout, container: PlannedContainer | undefined): string {
  return (container?.format.text ?? 'json').replace(/json$/, tableFormatOf(delimiter));
}

/** Returns the flags that name how a table is written. */
function tableWords(table: TableLayout, container: PlannedContainer | undefined): readonly string[] {
  const { columns, hasHeaderLine } = table;
  const names = columns.map((name) => name.replace(/[\\,]/g, '\\$&')).join(',');
  return [
    ...flagWords('--format', formatOf(table, container)),
    ...(hasHeaderLine ? [] : flagWords('--header', names)),
  ];
}

/** A key that itself begins with the prefix is written with a backslash. */
function idWord(keys: string, decides: boolean): string {
  if (keys === NO_KEY) return keys;
  if (!decides) return APART_PREFIX + keys;
  return keys.startsWith(APART_PREFIX) ? `\\${keys}` : keys;
}

/** Returns the words of a flag with a value. One that begins with a minus would be taken for another flag. */
export function flagWords(name: string, value: string): readonly string[] {
  return value.startsWith('-') ? [`${name}=${value}`] : [name, value];
}

function yearWords({ year, yearEndsAtMonth }: PlannedSettings): readonly string[] {
  if (year === undefined) return [];
  const text = String(year).padStart(4, '0');
  const month = yearEndsAtMonth === undefined ? '' : `-${String(yearEndsAtMonth).padStart(2, '0')}`;
  return flagWords('--year', text + month);
}

/** Says in one line what is read as what: `reading user from id, time from ts (epoch-ms), type from name (found: time)`. */
export function planLine(plan: Plan, pin: string | undefined): string {
  const { container, records, user, time, type, id, timeFormat, table } = plan;
  const roles = [
    ...(table === undefined ? [] : [`rows of ${tableFormatOf(table.layout.delimiter)}`]),
    ...unusualContainer(container, table).map(({ text }) => text),
    ...(records === undefined ? [] : [`records from ${records.text}`]),
    roleWords('user', user, 'one user, all'),
    `${roleWords('time', time, '')}${timeFormat.text === 'iso' ? '' : ` (${timeFormat.text})`}`,
    roleWords('type', type, 'event'),
  ];
  const apart =
    id === undefined || id.origin !== 'found' ? '' : `; events with another ${id.text} are kept apart`;
  const pinned = pin === undefined ? '' : `; pin with ${pin}`;
  return `reading ${roles.join(', ')} (${foundWords(plan)}${pinned})${apart}`;
}

function roleWords(role: string, { text }: Planned, without: string): string {
  return text === NO_KEY ? `every ${role} as ${without}` : `${role} from ${text}`;
}

/** Returns the unusual parts of a container. The format of a table is left out: it is reported with the table. */
export function unusualContainer(
  container: PlannedContainer | undefined,
  table: PlannedTable | undefined,
): readonly Planned[] {
  if (container === undefined) return [];
  const { format, encoding } = container;
  return (table === undefined ? [format, encoding] : [encoding]).filter(
    ({ origin }) => origin !== 'standard',
  );
}

/** Parts that are no role: they are found with others, or reported apart. */
const NO_ROLES: ReadonlySet<string> = new Set(['format', 'encoding', 'time format', 'id']);

function foundWords({ container, table, records, user, time, type, timeFormat, id }: Plan): string {
  const { encoding } = container ?? {};
  const parts = { format: table, encoding, records, user, time, type, 'time format': timeFormat, id };
  const found = Object.entries(parts).filter(([, part]) => part?.origin === 'found');
  const roles = found.map(([name]) => name).filter((name) => !NO_ROLES.has(name));
  if (roles.length === (records === undefined ? 3 : 4)) return 'found';
  // The format of a time that was found is found with it.
  const names = found
    .map(([name]) => name)
    .filter((name) => name !== 'time format' || time.origin !== 'found');
  if (names.length > 0) return `found: ${names.join(', ')}`;
  return Object.values(parts).some((part) => part?.origin === 'named') ? 'named' : 'standard';
}

/** Whether keys or a format were found, which must be reported. An encoding alone shows in the bytes themselves. */
export function isFound({ table, records, user, time, type, id, timeFormat }: Plan): boolean {
  return [table, records, user, time, type, id, timeFormat].some((part) => part?.origin === 'found');
}
