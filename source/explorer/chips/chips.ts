import { formatCounted } from '../../format/human-format.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import { SECONDS_PER_DAY } from '../../pipeline/time/calendar.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import { reasonName } from '../../query/rejected-scope.ts';
import type { TimeRange } from '../../query/time-range.ts';
import { nameOfUser, namesOfTypes } from '../model/awaited-scope.ts';
import { chipsInTab } from '../model/layout.ts';
import type { ChipKind, Model } from '../model/model.ts';

/** A way in which rows are narrowed, in words. The text may come from data; drawing makes it safe. */
export interface Chip {
  readonly kind: ChipKind;
  readonly text: string;
}

/** Returns the chips of all that is narrowed in the tab. The last one is the next that Esc takes back. */
export function chipsOf(model: Model): readonly Chip[] {
  return chipsInTab(model).map((kind) => ({ kind, text: chipText(model, kind) }));
}

function chipText(model: Model, kind: ChipKind): string {
  const { scope, tabs, dataset, options } = model;
  switch (kind) {
    case 'range':
      return scope.range === undefined
        ? ''
        : rangeText(scope.range, { ...options, inYearOf: dataset?.grouping?.lastEvent });
    case 'user':
      return `user ${nameOfUser(model) ?? ''}`;
    case 'filter':
      return `& ${scope.filter?.text ?? ''}`;
    case 'types':
      return typesText(model);
    case 'duplicates':
      return scope.duplicates === 'alone' ? 'duplicates alone' : 'with duplicates';
    case 'reason':
      return `reason ${tabs.skipped.narrowed === undefined ? '' : reasonName(tabs.skipped.narrowed)}`;
  }
}

function typesText(model: Model): string {
  const { scope, awaited } = model;
  const { which, types } = scope.types;
  const count = types.length + (awaited?.types.length ?? 0);
  if (which === 'allBut') return `${formatCounted(count, 'type')} off`;
  if (count === 0) return 'no types';
  return `only ${count === 1 ? namesOfTypes(model)[0] : formatCounted(count, 'type')}`;
}

/** How ranges are written. */
interface RangeStyle {
  readonly zone?: string | undefined;
  readonly ascii: boolean;
  /** A time of the year that is left out; undefined: none is. */
  readonly inYearOf: Instant | undefined;
}

const MIDNIGHT = / 00:00$/;

/**
 * Formats a range as short as possible: a day alone, the date once if both ends are on one day, no seconds that are 0, no
 * year that is that of the last event.
 */
function rangeText({ from, to }: TimeRange, { zone, ascii, inYearOf }: RangeStyle): string {
  const textOf = momentFormat(zone);
  const [begin, end] = [from, to && lastMoment(to)].map((at) =>
    at === undefined ? '' : textOf(at.seconds, at.nanoseconds).replace(/:00$/, ''),
  );
  const year = inYearOf === undefined ? '' : textOf(inYearOf.seconds, 0).replace(/(?<=\d)-.*/, '-');
  const short = (text: string): string =>
    year !== '' && text.startsWith(year) ? text.slice(year.length) : text;
  const arrow = ascii ? '->' : '→';
  if (begin === '') return `until ${short(end)}`;
  if (end === '') return `from ${short(begin)}`;
  const [beginDay, endDay] = [begin, end].map((text) => text.replace(/ .*/, ''));
  if (beginDay === endDay) return `${short(begin)} ${arrow} ${end.slice(endDay.length + 1)}`;
  const areDays = MIDNIGHT.test(begin) && MIDNIGHT.test(end);
  const dayAfter = from && textOf(from.seconds + SECONDS_PER_DAY, 0).replace(/ .*/, '');
  if (areDays && dayAfter === endDay) return short(beginDay);
  return `${short(begin)} ${arrow} ${short(end)}`;
}

/** Returns an end that is a nanosecond after the last event as the time of that event. */
function lastMoment({ seconds, nanoseconds }: Instant): Instant {
  const isBehindOne = nanoseconds % 1000 === 1;
  return { seconds, nanoseconds: isBehindOne ? nanoseconds - 1 : nanoseconds };
}
