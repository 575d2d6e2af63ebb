import type { Origin, Plan, Planned } from '../../pipeline/plan/plan.ts';

import { tableFormatOf } from '../../pipeline/table/table-formats.ts';
import { ISO_FORMAT } from '../../pipeline/time/time-format.ts';
import { NO_KEY } from '../../pipeline/validate/key-paths.ts';

/** A part of a plan in words. */
export interface PlanPart {
  readonly role: string;
  /** The keys as the flag has them, a time with its format; undefined: there is none. */
  readonly keys: string | undefined;
  readonly origin: Origin;
}

/** Returns what a plan reads as what: where the records are, user, time, type, and an id where there is one. */
export function planParts({ table, records, user, time, type, id, timeFormat }: Plan): readonly PlanPart[] {
  const format = timeFormat.text === ISO_FORMAT ? '' : ` (${timeFormat.text})`;
  const part = (role: string, { text, origin }: Planned): PlanPart => ({
    role,
    keys: text === NO_KEY ? undefined : text,
    origin,
  });
  return [
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
