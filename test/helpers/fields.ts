import type { FieldsOverlay } from '../../source/explorer/model/overlay.ts';
import { fieldRows } from '../../source/explorer/overlays/field-rows.ts';
import type { Planned } from '../../source/pipeline/plan/plan.ts';
import { readFile, upTo } from './dataset.ts';
import { Explorer } from './explorer.ts';
import { type KeyFacts, plannedAs, type planOf } from './plans.ts';

/** Twelve records of three people in six sessions, without a standard key. */
export const TEXT = upTo(12)
  .map((i) =>
    JSON.stringify({
      id: `e${i}`,
      login: ['ann', 'bob', 'cid'][i % 3],
      session: `s${i >> 1}`,
      device: 'phone',
      created: `2024-07-10T10:${10 + i}:00Z`,
      loaded: `2024-07-11T00:00:${10 + i}Z`,
      name: ['view', 'click'][i % 2],
      action: 'tap',
      path: '/a/b',
    }),
  )
  .join('\n');
export const FACTS: readonly KeyFacts[] = [
  { path: 'id', ranks: { id: 0 } },
  { path: 'login', ranks: { user: 0 } },
  { path: 'session', ranks: { user: 1 } },
  { path: 'device', ranks: { user: 2 } },
  { path: 'created', ranks: { time: 0 }, timeFormats: ['iso'] },
  { path: 'loaded', ranks: { time: 1 }, timeFormats: ['iso'] },
  { path: 'name', ranks: { type: 0 } },
  { path: 'action', ranks: { type: 1 } },
  { path: 'path' },
];
export const found = (text: string): Planned => ({ text, origin: 'found' });
export const WRONG = { user: found('device'), time: found('loaded'), type: found('name') };

/** A file that is read with some plan. */
export async function planned(
  parts: Parameters<typeof planOf>[2] = {},
  text = TEXT,
  facts = FACTS,
): Promise<Explorer> {
  const { bytes, dataset } = readFile(text, {
    userKey: parts.user?.text ?? 'user_id',
    timeKey: parts.time?.text ?? 'event_time',
    typeKey: parts.type?.text ?? 'event_type',
  });
  const explorer = new Explorer(bytes);
  explorer.send(plannedAs(text, facts, parts));
  return explorer.load(dataset);
}

export function fieldsOf({ model }: Explorer): FieldsOverlay {
  const { overlay } = model;
  if (overlay?.kind !== 'fields') throw new Error(`${overlay?.kind} is open, not Fields`);
  return overlay;
}

/** The key under the cursor. */
export function keyOf(explorer: Explorer): string {
  return fieldRows(explorer.model)[fieldsOf(explorer).viewport.cursor].field.path;
}
