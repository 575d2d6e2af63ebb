import { formatCounted } from '../../format/human-format.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import type { Instant } from '../../pipeline/time/parse-timestamp.ts';
import type { TimeRange } from '../../query/time-range.ts';
import type { Model } from '../model/model.ts';
import type { ChipKind } from '../model/scope.ts';

/** A part of the scope in words. The text may come from data and be anything: drawing makes it safe. */
export interface Chip {
  readonly kind: ChipKind;
  readonly text: string;
}

/** Returns the chips of what is set of the scope, the one that Esc takes back next at the end. */
export function chipsOf({ chips, scope, dataset, options }: Model): readonly Chip[] {
  return chips.map((kind) => ({ kind, text: textOf(kind) }));

  function textOf(kind: ChipKind): string {
    switch (kind) {
      case 'range':
        return scope.range === undefined ? '' : rangeText(scope.range, options);
      case 'user':
        return `user ${scope.user === undefined ? '' : (dataset?.store.users.textOf(scope.user) ?? '')}`;
      case 'filter':
        return `& ${scope.filter?.text ?? ''}`;
      case 'hiddenTypes':
        return `${formatCounted(scope.hiddenTypes.length, 'type')} off`;
      case 'duplicates':
        return scope.duplicates === 'alone' ? 'duplicates alone' : 'with duplicates';
    }
  }
}

/** Formats a range as short as it can be said: the date once where both ends are of one day, no seconds that are 0. */
export function rangeText(
  { from, to }: TimeRange,
  { zone, ascii }: { readonly zone?: string | undefined; readonly ascii: boolean },
): string {
  const textOf = momentFormat(zone);
  const [begin, end] = [from, to && lastMoment(to)].map((at) =>
    at === undefined ? '' : textOf(at.seconds, at.nanoseconds).replace(/:00$/, ''),
  );
  const arrow = ascii ? '->' : '→';
  if (begin === '') return `until ${end}`;
  if (end === '') return `from ${begin}`;
  const isSameDay = begin.slice(0, 10) === end.slice(0, 10);
  const isSameYear = begin.slice(0, 5) === end.slice(0, 5);
  const [day, time] = [end.slice(5, 10), end.slice(11)];
  if (isSameDay) return `${begin.slice(5)} ${arrow} ${time}`;
  return isSameYear ? `${begin.slice(5)} ${arrow} ${day} ${time}` : `${begin} ${arrow} ${end}`;
}

/** An end that is a nanosecond behind the last event is told as the time of that event. */
function lastMoment({ seconds, nanoseconds }: Instant): Instant {
  const isBehindOne = nanoseconds % 1000 === 1;
  return { seconds, nanoseconds: isBehindOne ? nanoseconds - 1 : nanoseconds };
}
