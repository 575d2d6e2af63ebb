import { formatRecordTitle } from '../../../format/address.ts';
import { recordMembers } from '../../../format/record-line.ts';
import { safeText } from '../../../format/safe-text.ts';
import { wrap } from '../../../format/text-width.ts';
import { keyList } from '../../../pipeline/differ/differing-keys.ts';
import type { Dataset } from '../../../pipeline/result/dataset.ts';
import { recordNumberOfEvent } from '../../../pipeline/store/rejection-store.ts';
import { prettyJson } from '../../json/pretty-json.ts';
import { memoize } from '../../memoize.ts';
import type { Model } from '../../model/model.ts';
import type { EventRecord } from '../../tables/table-spec.ts';
import { eventsPlaces } from './trend-view.ts';

/** A line of a duplicate and of the event that it repeats, side by side. */
export interface TwinLine {
  readonly record: string;
  readonly twin: string;
  /** Whether the key of the line has different values in the two. */
  readonly differs: boolean;
}

/** The content of the pane: a record, or a duplicate and the event that it repeats. */
export interface ShownRecord {
  readonly titles: readonly string[];
  /** Of a duplicate: what it repeats, and how it differs; else empty. */
  readonly note: string;
  /** Lines of JSON, safe to show; undefined while they are being read. */
  readonly lines: readonly string[] | undefined;
  readonly twinLines: readonly TwinLine[] | undefined;
}

/** Returns the event that a duplicate repeats; undefined for any other event. */
export function twinOf({ dataset }: Pick<Model, 'dataset'>, event: number): number | undefined {
  const duplicates = dataset?.grouping?.duplicates;
  return duplicates?.has(event) ? duplicates.originalOf(event) : undefined;
}

/** Returns what the record pane shows; undefined while it is closed. */
export function shownRecord(model: Model): ShownRecord | undefined {
  const { dataset, records, differences } = model;
  const { record } = model.tabs.events;
  if (record === undefined || dataset === undefined) return undefined;
  const { event } = record;
  const original = twinOf(model, event);
  const differing = differences.get(event);
  const { width } = eventsPlaces(model).record;
  const text = records.get(event);
  const twin = original === undefined ? undefined : records.get(original);
  if (original !== undefined && record.hasTwin) {
    return {
      titles: [titleOf(dataset, event), titleOf(dataset, original)],
      note: differsText(differing),
      lines: undefined,
      twinLines: text && twin && twinLines(text, [twin, twinColumns(width), differing]),
    };
  }
  const repeated = original === undefined ? '' : `repeats event ${numberOf(dataset, original)}`;
  return {
    titles: [titleOf(dataset, event)],
    note: [repeated, original === undefined ? '' : differsText(differing)]
      .filter((part) => part !== '')
      .join(', '),
    lines: text && wrappedRecord(text, [Math.max(1, width - 3)]),
    twinLines: undefined,
  };
}

/** Returns how many cells each of two records has, with a mark between them. */
export function twinColumns(width: number): number {
  return Math.max(1, Math.floor((width - 5) / 2));
}

function numberOf({ rejections }: Dataset, event: number): number {
  return recordNumberOfEvent(rejections, event);
}

function titleOf(dataset: Dataset, event: number): string {
  const { store, files } = dataset;
  const place = files.placeOf(store.byteOffsetOf(event), store.lineOf(event));
  return formatRecordTitle(numberOf(dataset, event), place);
}

function differsText(keys: readonly string[] | undefined): string {
  if (keys === undefined) return '';
  return keys.length === 0 ? 'differs in nothing' : `differs in ${keyList(keys, ', ')}`;
}

const GONE = 'the record is gone: the file has changed';
const GOES_ON = '... (the record goes on; Enter shows it in Original)';

/** Returns a record as lines of JSON, not made safe. `text`: '' if it cannot be read again; `cut`: only its beginning. */
export function linesOfRecord({ text, cut }: EventRecord): readonly string[] {
  return [...(text === '' ? [GONE] : prettyJson(text)), ...(cut ? [GOES_ON] : [])];
}

const wrappedRecord = memoize((record: EventRecord, [width]: readonly [number]): readonly string[] =>
  linesOfRecord(record).flatMap((line) => wrap(safeText(line), width)),
);

type TwinKeys = readonly [twin: EventRecord, width: number, differing: readonly string[] | undefined];

/** Both records key by key, in the order of the duplicate, so that the same key is at the same height. */
const twinLines = memoize(
  ({ text }: EventRecord, [twin, width, differing]: TwinKeys): readonly TwinLine[] => {
    const ours = new Map(recordMembers(text).map(({ key, value }) => [key, value] as const));
    const theirs = new Map(recordMembers(twin.text).map(({ key, value }) => [key, value] as const));
    const lines: TwinLine[] = [];
    for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
      const left = memberLines(key, ours.get(key), width);
      const right = memberLines(key, theirs.get(key), width);
      const differs = differing === undefined ? ours.get(key) !== theirs.get(key) : differing.includes(key);
      for (let at = 0; at < Math.max(left.length, right.length); at++) {
        lines.push({ record: left[at] ?? '', twin: right[at] ?? '', differs });
      }
    }
    return lines;
  },
);

function memberLines(key: string, value: string | undefined, width: number): string[] {
  if (value === undefined) return [];
  const lines = prettyJson(`{${JSON.stringify(key)}:${value}}`);
  const inner = lines.length > 2 ? lines.slice(1, -1) : lines;
  return inner.flatMap((line) => wrap(safeText(line.replace(/^ {2}/, '')), width));
}
