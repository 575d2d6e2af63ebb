import { formatGap } from '../../format/duration.ts';
import { shellCommand } from '../../format/shell-command.ts';
import { flagWords } from '../../pipeline/plan/plan-words.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { formatTimestamp } from '../../pipeline/time/format-timestamp.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import { asksForDuplicates } from '../../query/filter-language/event-terms.ts';
import { DUPLICATE_WORD } from '../../query/filter-language/names.ts';
import { writtenValue } from '../../query/filter-language/words.ts';
import { writtenTerms } from '../../query/filter-language/written-terms.ts';
import { scopeOfReason } from '../../query/rejected-scope.ts';
import { areAllTypes, type TypeChoice } from '../../query/type-choice.ts';
import { type ColumnDefinition, TABLE_COLUMNS } from '../../schema/table-columns.ts';
import type { Model } from '../model/model.ts';
import { type Transition, withMessage } from '../model/transition.ts';
import { fileWords, readingWords } from '../overlays/pin-command.ts';
import type { CsvExport } from '../tables/table-spec.ts';
import type { TableSort } from '../tables/table-state.ts';
import { AT_TOP } from '../view/viewport.ts';
import { exportOffer, NOTHING_TO_EXPORT } from './export.ts';

/** The flags that write what exports write; the other exports are only on the screen. */
const OUTPUT_FLAGS: Readonly<Partial<Record<CsvExport['what'], string>>> = {
  sessions: '--out',
  rejections: '--skips-out',
  events: '--events-out',
  strays: '--stray-out',
};

const NO_COMMAND = 'no command writes what is shown here';

/** The message before the command, and how many cells may follow it on the line. */
const COPIED = 'copied: ';
const MOST_BEHIND = 24;

/** Shows and copies the command that writes what an export of the shown rows writes. */
export function copyExportCommand(model: Model): Transition {
  const words = commandWords(model);
  if (typeof words === 'string') return withMessage(model, words, 'bad');
  const command = shellCommand(words);
  if (command === undefined) {
    return withMessage(model, 'a value holds a control character, which no command may have', 'bad');
  }
  const isShort = COPIED.length + command.length + MOST_BEHIND <= model.columns;
  const shown: Model = isShort
    ? model
    : { ...model, overlay: { kind: 'command', viewport: AT_TOP, text: command } };
  const said = isShort ? `${COPIED}${command}` : 'copied the command';
  return [shown, [{ kind: 'copy', text: command, what: 'the command', said }]];
}

/** Returns the words of the command, or why there is none. */
function commandWords(model: Model): readonly string[] | string {
  const offer = exportOffer(model);
  const { scope, options, plan, planBase, file, dataset } = model;
  if (offer === undefined) return NOTHING_TO_EXPORT;
  if (file.isSample) return 'the sample is no file that a command could read: o opens one';
  const { what } = offer.exported;
  if (what === 'file') return NO_COMMAND;
  if (what === 'duplicates' && scope.duplicates === 'shown') {
    return 'no command writes events and their duplicates in one file: d shows one of them';
  }
  const flag = what === 'duplicates' ? '--dupes-out' : OUTPUT_FLAGS[what];
  if (flag === undefined || dataset === undefined) return NO_COMMAND;
  const order = sortWords(what, offer.order, options.gapSeconds !== undefined);
  if (typeof order === 'string') return order;
  const { range, user } = scope;
  // Stray runs have neither time nor user, so nothing narrows them.
  const isNarrowed = what !== 'strays';
  const filter = isNarrowed ? filterText(model, what) : '';
  const { columns } = offer.exported;
  return [
    'event-sessions-tui',
    ...(plan === undefined || planBase === undefined ? [] : readingWords(plan, planBase)),
    ...(options.gapSeconds === undefined || what !== 'sessions'
      ? []
      : ['--gap', formatGap(options.gapSeconds)]),
    ...(isNarrowed && range?.from !== undefined ? ['--from', timeText(range.from)] : []),
    ...(isNarrowed && range?.to !== undefined ? ['--to', timeText(range.to)] : []),
    ...(isNarrowed && user !== undefined ? flagWords('--user', dataset.store.users.textOf(user)) : []),
    ...(filter === '' ? [] : flagWords('--filter', filter)),
    ...(columns === undefined ? [] : flagWords('--columns', columns.list)),
    ...order,
    flag,
    offer.fileName,
    ...fileWords(file),
  ];
}

/** The column in whose order the command writes without --sort. */
const ORDER_OF_COMMAND: Readonly<Partial<Record<CsvExport['what'], string>>> = {
  ...{ sessions: 'user_id', events: 'event', duplicates: 'event', rejections: 'event', strays: 'offset' },
};

/** Columns that the screen sorts in the order of the input: lines begin anew in each file, and can hold several records. */
const COLUMN_OF_FILE_ORDER: Readonly<Partial<Record<CsvExport['what'], Readonly<Record<string, string>>>>> = {
  rejections: { line: 'event' },
  strays: { line: 'offset' },
};

/** Returns the flag for an order; nothing for the order of the command; or why there is no such flag. */
function sortWords(
  what: CsvExport['what'],
  order: TableSort | undefined,
  hasGap: boolean,
): readonly string[] | string {
  // Duplicates are events with a column more.
  const written = what === 'duplicates' ? 'events' : what;
  const names = Object.entries(TABLE_COLUMNS).find(([table]) => table === written)?.[1] ?? [];
  if (order === undefined) return [];
  const { descending } = order;
  const column = COLUMN_OF_FILE_ORDER[what]?.[order.column] ?? order.column;
  if (column === ORDER_OF_COMMAND[what] && !descending) return [];
  const definition: ColumnDefinition | undefined = names.find(({ name }) => name === column);
  const isWritten = definition?.inCsv !== 'never' && (hasGap || definition?.inCsv !== 'withGap');
  // What is wrong is sorted without the reason that a file has before it.
  if (definition === undefined || !isWritten || column === 'reason') {
    return `no command sorts by ${definition?.header ?? column}: [ and ] sort by another column`;
  }
  return flagWords('--sort', descending ? `-${column}` : column);
}

function timeText({ seconds, nanoseconds }: Instant): string {
  return formatTimestamp(seconds, nanoseconds);
}

/**
 * Returns the filter, with the types that are chosen, the duplicates that sessions are narrowed to, and the reason that
 * rejections are.
 */
function filterText({ scope, tabs, dataset }: Model, what: CsvExport['what']): string {
  const { filter } = what === 'rejections' ? scopeOfReason(scope, tabs.skipped.narrowed) : scope;
  const holdsDuplicates = what === 'sessions' && scope.duplicates === 'alone' && !asksForDuplicates(filter);
  const last = dataset?.store.columnStats.lastEvent;
  return [
    ...(filter === undefined ? [] : [writtenTerms(filter, last)]),
    ...(holdsDuplicates ? [DUPLICATE_WORD] : []),
    ...(areAllTypes(scope.types) ? [] : [typeTerm(scope.types, dataset)]),
  ].join(' ');
}

function typeTerm({ which, types }: TypeChoice, dataset: Dataset | undefined): string {
  // Every text contains the empty one, so this fits no event.
  if (types.length === 0) return '!event_type~""';
  const names = types.map((type) => writtenValue(dataset?.store.typeText(type) ?? ''));
  return `${which === 'only' ? '' : '!'}event_type=${names.join(',')}`;
}
