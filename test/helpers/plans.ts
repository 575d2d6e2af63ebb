import type { Action } from '../../source/explorer/model/action.ts';
import { outcomeOf } from '../../source/pipeline/plan/outcome.ts';
import type { KeyStatistics, Plan, Planned, Sample } from '../../source/pipeline/plan/plan.ts';
import { DEFAULT_SETTINGS } from '../../source/pipeline/settings.ts';
import { bytesOf } from './arbitraries.ts';

/** The records of a file of one on each line. */
export function sampleOf(text: string): Sample {
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const { length } = bytesOf(line);
    if (line.startsWith('{')) {
      from.push(at);
      to.push(at + length);
    }
    at += length + 1;
  }
  return { bytes: bytesOf(text), from: Uint32Array.from(from), to: Uint32Array.from(to) };
}

/** What a test says of a key; the rest is counted in the records. */
export interface KeyFacts extends Partial<Pick<KeyStatistics, 'ranks' | 'timeFormats' | 'looksLike'>> {
  readonly path: string;
}

/** The keys at depth 1 of JSON Lines, as a plan would count them. */
function statisticsOf(text: string, facts: readonly KeyFacts[]): readonly KeyStatistics[] {
  const records = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return facts.map(({ path, ranks = {}, timeFormats = [], looksLike = 'text' }) => {
    const values = records.map((record) => record[path]).filter((value) => value != null && value !== '');
    const texts = [...new Set(values.map(String))];
    return {
      path,
      coverage: values.length / Math.max(1, records.length),
      kinds: { string: values.length },
      distinct: texts.length,
      looksLike,
      timeFormats,
      samples: texts.slice(0, 3),
      ranks,
    };
  });
}

const STANDARD: Readonly<Record<'user' | 'time' | 'type' | 'timeFormat', Planned>> = {
  user: { text: 'user_id', origin: 'standard' },
  time: { text: 'event_time', origin: 'standard' },
  type: { text: 'event_type', origin: 'standard' },
  timeFormat: { text: 'iso', origin: 'standard' },
};

/** A plan with the parts that a test names, the standard ones else. */
export function planOf(
  text: string,
  facts: readonly KeyFacts[],
  parts: Partial<Record<'user' | 'time' | 'type' | 'id' | 'timeFormat', Planned>> = {},
): Plan {
  const plan = { id: undefined, ...STANDARD, ...parts };
  const settings = {
    ...DEFAULT_SETTINGS,
    userKey: plan.user.text,
    timeKey: plan.time.text,
    typeKey: plan.type.text,
  };
  return {
    ...plan,
    year: undefined,
    isStandard: Object.keys(parts).length === 0,
    warnings: [],
    outcome: outcomeOf(sampleOf(text), settings),
    otherBytes: 0,
    fields: statisticsOf(text, facts),
  };
}

/** The action by which the explorer learns of such a plan. */
export function plannedAs(...[text, facts, parts]: Parameters<typeof planOf>): Action {
  return {
    kind: 'planned',
    plan: planOf(text, facts, parts),
    sample: sampleOf(text),
    base: DEFAULT_SETTINGS,
  };
}
