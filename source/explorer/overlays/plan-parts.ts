import type { Origin, Plan, Planned } from '../../pipeline/plan/plan.ts';
import { unusualContainer } from '../../pipeline/plan/plan-words.ts';
import { tableFormatOf } from '../../pipeline/table/table-formats.ts';
import { ISO_FORMAT } from '../../pipeline/time/time-format.ts';
import { NO_KEY } from '../../pipeline/validate/key-paths.ts';

/** A part of a plan in words. */
export interface PlanPart {
  readonly role: string;
  /** The keys as the flag has them, a time with its format; undefined: there is none. */
  readonly keys: string | undefined;
  readonly origin: Origin;
  /** Whether it is about the text itself, and not about where something is in it. */
  readonly isContainer?: true;
}

/**
 * Returns what a plan reads as what: the text if it is unusual, the place of the records, user, time, type, and an id if
 * there is one.
 */
export function planParts(plan: Plan): readonly PlanPart[] {
  const { container, table, records, user, time, type, id, timeFormat } = plan;
  const format = timeFormat.text === ISO_FORMAT ? '' : ` (${timeFormat.text})`;
  const part = (role: string, { text, origin }: Planned): PlanPart => ({
    role,
    keys: text === NO_KEY ? undefined : text,
    origin,
  });
  return [
    ...unusualContainer(container, table).map((planned) => ({
      ...part('text', planned),
      isContainer: true as const,
    })),
    ...(table === undefined
      ? []
      : [part('rows', { text: tableFormatOf(table.layout.delimiter), origin: table.origin })]),
    ...(records === undefined ? [] : [part('records', records)]),
    part('user', user),
    {
      role: 'time',
      keys: `${time.text}${format}`,
      origin: time.origin === 'standard' ? timeFormat.origin : time.origin,
    },
    part('type', type),
    ...(id === undefined || id.text === NO_KEY ? [] : [part('id', id)]),
  ];
}
