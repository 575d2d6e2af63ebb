import { describe, expect, it } from 'vitest';
import { shellCommand } from '../../../source/format/shell-command.ts';
import { namesNear } from '../../../source/pipeline/plan/nearest-names.ts';
import { parsePlanFile, planJson } from '../../../source/pipeline/plan/plan-file.ts';
import { pinWords, planLine } from '../../../source/pipeline/plan/plan-words.ts';
import { planOf } from './plan-of.ts';

const records = (time: unknown): object[] =>
  Array.from({ length: 6 }, (_, i) => ({ id: `e${i}`, userId: `u${i % 2}`, ts: time, event: 'x', n: i }));

describe('the pin', () => {
  it('names all keys, the format and the id, which keeps apart only', () => {
    expect(pinWords(planOf(records(1_714_726_800)))).toEqual([
      ...['--user-key', 'userId', '--time-key', 'ts', '--type-key', 'event'],
      ...['--time-format', 'epoch-s', '--id-key', 'apart:id'],
    ]);
  });

  it('names the year with the month at which it ends', () => {
    expect(pinWords(planOf(records('May  3 09:00:00')))).toContain('2024-06');
  });

  it('has a named id as it was named', () => {
    expect(pinWords(planOf(records(1_714_726_800), { idKey: 'id' })).slice(-2)).toEqual(['--id-key', 'id']);
  });

  it('escapes a key of an id that itself begins with the prefix', () => {
    const plan = planOf(records(1_714_726_800), { idKey: 'apart:id' });
    expect(pinWords(plan).slice(-2)).toEqual(['--id-key', '\\apart:id']);
  });

  it('ends the line that says what is read as what', () => {
    const plan = planOf(records('2024-05-03T09:00:00Z'));
    expect(planLine(plan, shellCommand(pinWords(plan)))).toBe(
      'reading user from userId, time from ts, type from event (found; pin with --user-key userId --time-key ts --type-key event --time-format iso --id-key apart:id); events with another id are kept apart',
    );
  });
});

describe('a plan file', () => {
  it('names what the plan that it was written from decides', () => {
    const plan = planOf(records('May  3 09:00:00'));
    expect(parsePlanFile(JSON.stringify(planJson(plan)))).toEqual({
      format: 'json',
      encoding: undefined,
      userKey: 'userId',
      timeKey: 'ts',
      typeKey: 'event',
      timeFormat: '%b %d %H:%M:%S',
      idKey: 'id',
      idOnlyKeepsApart: true,
      year: 2024,
      yearEndsAtMonth: 6,
    });
  });

  it.for<[changes: object, words: string]>([
    [{ time: 'none' }, '"time" cannot be none, since an event has a time'],
    [{ user: 'a..b' }, '"user" has an empty key'],
    [{ time_format: {} }, '"time_format" is no text, nor an object with a "text" that is not empty'],
    [{ format: 5 }, '"format" is no text, nor an object with a "text" that is not empty'],
    [{ id: 'id' }, '"id" is neither null nor an object with "text"'],
    [{ year: 0 }, '"year" is no whole number from 1 to 9999'],
  ])('with %j says in its own words what is wrong', ([changes, words]) => {
    const plan = planJson(planOf(records('May  3 09:00:00')));
    expect(() => parsePlanFile(JSON.stringify({ ...plan, ...changes }))).toThrow(new RangeError(words));
  });
});

describe('a command that is printed', () => {
  it.for<[words: string[], line: string | undefined]>([
    [['a', 'b.json', '--x=1,2'], 'a b.json --x=1,2'],
    [['two words', "it's", '$HOME', ''], "'two words' 'it'\\''s' '$HOME' ''"],
    [['~', '*', 'a;b', '#'], "'~' '*' 'a;b' '#'"],
    [['line\nfeed'], undefined],
    [['\u001b[31m'], undefined],
    [['turned\u202e'], undefined],
    [['half \ud800'], undefined],
  ])('%j is one line for a shell, or none', ([words, line]) => {
    expect(shellCommand(words)).toBe(line);
  });
});

describe('the known names that are near to an unknown one', () => {
  it.for<[name: string, near: readonly string[]]>([
    ['timestmap', ['timestamp', 'times']],
    ['TIMESTAMP', ['timestamp', 'times']],
    ['sitting', ['setting', 'kitten']],
    ['user', []],
  ])('%s: %j', ([name, near]) => {
    expect(namesNear(name, ['kitten', 'setting', 'timestamp', 'times', ''])).toEqual(near);
  });
});
