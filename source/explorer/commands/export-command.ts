import { formatGap } from '../../format/duration.ts';
import { shellCommand } from '../../format/shell-command.ts';
import { flagWords } from '../../pipeline/plan/plan-words.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { formatTimestamp } from '../../pipeline/time/format-timestamp.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import { DUPLICATE_WORD } from '../../query/filter-language/names.ts';
import { asksForDuplicates } from '../../query/filter-language/term-traits.ts';
import { writtenValue } from '../../query/filter-language/words.ts';
import { writtenTerms } from '../../query/filter-language/written-terms.ts';
import { scopeOfReason } from '../../query/rejected-scope.ts';
import type { TypeChoice } from '../../query/type-choice.ts';
import type { MORE_ORDERS } from '../../schema/table-columns.ts';
import { nameOfUser, namesOfTypes } from '../model/awaited-scope.ts';
import type { Model } from '../model/model.ts';
import { type Transition, withMessage } from '../model/transition.ts';
import { fileWords, PROGRAM, readingWords } from '../overlays/pin-command.ts';
import type { CsvExport } from '../tables/table-spec.ts';
import type { TableSort } from '../tables/table-state.ts';
import { AT_TOP } from '../view/viewport.ts';
import { exportOffer, NOTHING_TO_EXPORT } from './export.ts';

/** The table whose rows are written. */
type Written = CsvExport['what'];

/** The flags that write what exports write; the other exports are only on the screen. */
const OUTPUT_FLAGS: Readonly<Partial<Record<Written, string>>> = {
  sessions: '--out',
  rejections: '--skips-out',
  events: '--events-out',
  duplicates: '--dupes-out',
  strays: '--stray-out',
};

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
  // E is no key of Original, which is a copy of the file.
  if (what === 'file') return NOTHING_TO_EXPORT;
  if (what === 'duplicates' && scope.duplicates === 'shown') {
    return 'no command writes events and their duplicates in one file: d shows one of them';
  }
  const flag = OUTPUT_FLAGS[what];
  if (flag === undefined || dataset === undefined) return `no command writes ${what}: e does`;
  const { gapSeconds } = options;
  const { columns } = offer.exported;
  return [
    PROGRAM,
    ...(plan === undefined || planBase === undefined ? [] : readingWords(plan, planBase)),
    ...(gapSeconds === undefined || what !== 'sessions' ? [] : ['--gap', formatGap(gapSeconds)]),
    ...scopeWords(model, dataset, what),
    ...(columns?.list === undefined ? [] : flagWords('--columns', columns.list)),
    ...sortWords(what, offer.order),
    flag,
    offer.fileName,
    ...fileWords(file),
  ];
}

/** Returns the flags that narrow what is written to what the screen is narrowed to. */
function scopeWords(model: Model, dataset: Dataset, what: Written): readonly string[] {
  // Stray runs have neither time nor user, so nothing narrows them.
  if (what === 'strays') return [];
  const { range } = model.scope;
  const user = nameOfUser(model);
  const words: string[] = [];
  if (range?.from !== undefined) words.push('--from', timeText(range.from));
  if (range?.to !== undefined) words.push('--to', timeText(range.to));
  if (user !== undefined) words.push(...flagWords('--user', user));
  const filter = filterText(model, dataset, what);
  return filter === '' ? words : [...words, ...flagWords('--filter', filter)];
}

function timeText({ seconds, nanoseconds }: Instant): string {
  return formatTimestamp(seconds, nanoseconds);
}

/**
 * Returns the filter, with the types that are chosen, the duplicates that sessions are narrowed to, and the reason that
 * rejections are.
 */
function filterText(model: Model, { store }: Dataset, what: Written): string {
  const { scope, tabs } = model;
  const { filter } = what === 'rejections' ? scopeOfReason(scope, tabs.skipped.narrowed) : scope;
  const terms = filter === undefined ? [] : [writtenTerms(filter, store.columnStats.lastEvent)];
  const holdsDuplicates = what === 'sessions' && scope.duplicates === 'alone' && !asksForDuplicates(filter);
  if (holdsDuplicates) terms.push(DUPLICATE_WORD);
  const { which } = scope.types;
  const names = namesOfTypes(model);
  if (which === 'only' || names.length > 0) terms.push(typeTerm(which, names));
  return terms.join(' ');
}

function typeTerm(which: TypeChoice['which'], names: readonly string[]): string {
  // Every text contains the empty one, so this fits no event.
  if (names.length === 0) return '!event_type~""';
  return `${which === 'only' ? '' : '!'}event_type=${names.map(writtenValue).join(',')}`;
}

/** The column in whose order the command writes without --sort. */
const ORDER_OF_COMMAND: Readonly<Partial<Record<Written, string>>> = {
  sessions: 'user_id',
  events: 'event',
  duplicates: 'event',
  rejections: 'event',
  strays: 'offset',
};

/** The screen sorts lines in the order of the input: they begin anew in each file, and can hold several records. */
const COLUMN_OF_LINE: Readonly<Partial<Record<Written, string>>> = { rejections: 'event', strays: 'offset' };

/** The screen sorts what is wrong without the code that a file has before it. */
const DETAIL: (typeof MORE_ORDERS)['rejections'][number] = 'detail';

/** Returns the flag for an order; nothing for the order of the command. */
function sortWords(what: Written, order: TableSort | undefined): readonly string[] {
  if (order === undefined) return [];
  const { descending } = order;
  const shown = order.column === 'reason' ? DETAIL : order.column;
  const column = (shown === 'line' && COLUMN_OF_LINE[what]) || shown;
  if (column === ORDER_OF_COMMAND[what] && !descending) return [];
  return flagWords('--sort', descending ? `-${column}` : column);
}
