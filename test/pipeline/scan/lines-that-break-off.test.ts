import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { outcomeOf } from '../../helpers/outcome.ts';
import { event, usersOf } from '../../helpers/shaped-events.ts';

describe('a line that breaks off', () => {
  const shapes: readonly [records: string, key: string, line: (user: string) => string][] = [
    ['Records', 'Records', (user) => `{"Records": [${event(user)}]}`],
    ['hits.hits', 'hits', (user) => `{"hits": {"hits": [${event(user)}]}}`],
    ['events.*', 'events', (user) => `{"events": {"k": ${event(user)}}}`],
    ['log!', 'log', (user) => JSON.stringify({ log: event(user) })],
  ];
  const ends = ['[', '[}', '', '[1,', '{"a":', '[{"a": 1},', '"x'];

  it.for(shapes)(
    'where %s has the records costs no other, wherever it breaks off',
    ([records, key, line]) => {
      for (const name of [key, 'tags']) {
        for (const end of ends) {
          const text = [line('ana'), `{"${name}": ${end}`, line('ben'), line('eva')].join('\n');
          expect([end, usersOf(text, { records })]).toEqual([end, ['ana', 'ben', 'eva']]);
        }
      }
    },
  );

  it('costs none of the strings after it where every line is one', () => {
    const line = (user: string): string => JSON.stringify(event(user));
    for (const end of ['{"tags": [', '{"tags": [1,', '{"tags": {"a":', '{"a": 1,']) {
      const text = [line('ana'), end, line('ben'), line('eva')].join('\n');
      expect([end, usersOf(text, { records: '!' })]).toEqual([end, ['ana', 'ben', 'eva']]);
    }
    const whole = `${line('ana')}\n{\n  "a": [\n    "b"\n  ]\n}\n${line('ben')}\n{\n"a":\n"b"\n}\n${line('eva')}`;
    expect(usersOf(whole, { records: '!' })).toEqual(['ana', 'ben', 'eva']);
    expect(outcomeOf(bytesOf(whole), { settings: { records: '!' } }).skipped.map(([, code]) => code)).toEqual(
      ['missing_key_or_bad_schema', 'missing_key_or_bad_schema'],
    );
  });

  it('costs no other among thousands of such lines, each of which could hold all that follow', () => {
    const lines = `{"tags": [\n{"log": ${JSON.stringify(event('ana'))}}\n{"log":\n`;
    const { stats } = outcomeOf(bytesOf(lines.repeat(2000)), { settings: { records: 'log!' } });
    expect(stats).toMatchObject({ total_events: 6000, valid_events: 2000, unique_users: 1 });
  });
});
