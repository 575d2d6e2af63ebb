import { describe, expect, it } from 'vitest';
import { FileTable } from '../../source/pipeline/store/file-table.ts';
import { eventLine, readFile } from '../helpers/dataset.ts';
import { DAMAGED, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from './frames.tsx';

const screenOf = async (content: string, columns: number, ...keys: string[]): Promise<string> =>
  textsOf((await Explorer.of(content, { columns, rows: 30, keys })).model).join('\n');

describe('the width of a wide screen', () => {
  it('has the types of sessions and of users in words, as many as fit', async () => {
    for (const keys of [[], ['U']]) {
      const wide = await screenOf(FEW, 160, ...keys);
      expect(wide).toMatch(/^.dan .* l[-▄]+v[-▄]+o[-▄]+ {2}view 2 {2}login 1 {2}logout 1 *$/m);
      expect(await screenOf(FEW, 100, ...keys)).not.toContain('view 2');
    }
    const many = [...'abcdefghij'].map((type) =>
      eventLine('1', '2024-07-10T10:00:00Z', `"${type.repeat(9)}"`),
    );
    expect(await screenOf(many.join(''), 150)).toMatch(
      / {2}aaaaaaaaa 1 {2}bbbbbbbbb 1 {2}ccccccccc 1 {2}… *$/m,
    );
  });

  it('has the numbers of events at its right edge, wherever their records end', async () => {
    for (const columns of [80, 120, 200]) {
      const lines = (await screenOf(FEW, columns, '3')).split('\n');
      const header = lines.find((line) => line.includes('event_time')) ?? '';
      expect(header).toMatch(/ record .* event$/);
      expect(header.length).toBe(columns);
    }
  });

  it('has bars for durations, of which one outlier leaves the others as long as they were', async () => {
    const session = (user: number, hours: number): string =>
      eventLine(String(user), '2024-07-10T00:00:00Z', '"a"') +
      eventLine(String(user), new Date(Date.UTC(2024, 6, 10, hours)).toISOString(), '"a"');
    const usual = Array.from({ length: 30 }, (_, at) => session(at, 6 + (at % 2) * 6)).join('');
    const bars = async (content: string): Promise<readonly string[]> =>
      [...(await screenOf(content, 120)).matchAll(/(?<=[hm] +)(━+›?)(?= )/g)].map(([bar]) => bar);
    expect((await bars(usual)).slice(0, 2)).toEqual(['━'.repeat(5), '━'.repeat(10)]);
    const [outlier, ...others] = await bars(session(-1, 24 * 365) + usual);
    expect(outlier).toBe(`${'━'.repeat(9)}›`);
    expect(others.slice(0, 2)).toEqual(['━'.repeat(3), '━'.repeat(7)]);
  });
});

describe('a narrow screen', () => {
  it('has what is wrong with a record of several files in words, for which the user gives way', async () => {
    const file = readFile(DAMAGED);
    const files = new FileTable(['logs/first-of-all.jsonl', 'logs/b.jsonl']);
    const dataset = { ...file.dataset, files };
    const explorer = await Explorer.of({ ...file, dataset }, { columns: 40, rows: 10, keys: ['2', 'w'] });
    const header = (): string => textsOf(explorer.model)[3];
    expect(header()).toMatch(/^ line ▲ {2}file {5,}what is wrong *$/);
    expect(textsOf(explorer.model).join('\n')).toMatch(/ {2}event_time is mi?/);
    await explorer.press('l', 'l');
    expect(header()).toContain('user_id');
  });

  it('tells users apart whose long ids begin or end alike, in lists, the picker and chips', async () => {
    const role = 'arn:aws:sts::123456789012:assumed-role/production-deploy/';
    const users = [`${role}ann@example.com`, `${role}bob@example.com`, 'https://people.example.com/cid'];
    const content = users.map((user) => eventLine(`"${user}"`, '2024-07-10T10:00:00Z', '"a"')).join('');
    for (const keys of [[], ['U'], ['3'], ['3', 'u']]) {
      const screen = await screenOf(content, 100, ...keys);
      expect(screen).toMatch(/arn:.*nn@example\.com/);
      expect(screen).toMatch(/arn:.*ob@example\.com/);
    }
    expect(await screenOf(content, 80, '3', 'u', 'down', 'enter')).toMatch(/ user arn:.*….*@example\.com ✕/);
  });

  it('gives what is wrong the columns that are empty, for as long as they are and it is cut', async () => {
    const damaged = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "a"\n'.repeat(3);
    const header = async (content: string, columns: number, ...keys: string[]): Promise<string> =>
      (await screenOf(content, columns, '2', 'w', ...keys))
        .split('\n')
        .find((line) => line.includes('what is')) ?? '';
    expect(await header(damaged, 80)).toMatch(/^ line ▲ {2}what is wrong *$/);
    expect(await header(damaged, 80, 'l')).toMatch(/user_id .*what is wrong *$/);
    expect(await header(damaged, 160)).toMatch(/user_id .*what is wrong .*event_type .*time as written/);
    const typed = `${damaged}{"user_id": 2, "event_time": "soon", "event_type": "view"}\n`;
    expect(await header(typed, 80)).toMatch(/user_id .*what is wrong .*event_type/);
  });
});
