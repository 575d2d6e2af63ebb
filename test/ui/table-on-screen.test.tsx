import { describe, expect, it } from 'vitest';
import { findPlan } from '../../source/pipeline/plan/find-plan.ts';
import { planOfTable } from '../../source/pipeline/plan/make-plan.ts';
import { settingsOf } from '../../source/pipeline/plan/planned-settings.ts';
import { takeTableSample } from '../../source/pipeline/plan/table-sample.ts';
import { DEFAULT_SETTINGS } from '../../source/pipeline/settings.ts';
import { FREE_CHOICE, findTable } from '../../source/pipeline/table/find-table.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { readFile } from '../helpers/dataset.ts';
import { Explorer } from '../helpers/explorer.ts';
import { textsOf } from './frames.tsx';

const TABLE = [
  'user_id,event_time,event_type,note',
  'ana,2024-05-03T09:00:00Z,open,"two',
  'lines"',
  'ben,2024-05-03T09:00:01Z',
  'ben,2024-05-03T09:00:03Z,open,"say ""hi"""',
].join('\n');

async function opened(keys: readonly string[], columns = 100): Promise<readonly string[]> {
  const bytes = bytesOf(TABLE);
  const layout = findTable(bytes, true, FREE_CHOICE);
  if (layout === undefined) throw new Error('no table was found');
  const base = { ...DEFAULT_SETTINGS, opensWrappers: true };
  const sample = takeTableSample(bytes, true, layout);
  const plan = planOfTable(findPlan(sample, {}, base), { layout, origin: 'found' });
  const explorer = new Explorer(TABLE, { columns, rows: 24 });
  explorer.send({ kind: 'planned', plan, sample, base });
  await explorer.load(readFile(TABLE, settingsOf(plan)).dataset);
  await explorer.press(...keys);
  return textsOf(explorer.model);
}

describe('a table on the screen', () => {
  it('is named in the header, with what is read from it', async () => {
    expect((await opened([])).join('\n')).toContain(
      ' rows csv-comma, user user_id, time event_time, type event_type (found; M changes it)',
    );
  });

  it('is named by its keys alone where there is no room for more', async () => {
    expect((await opened([], 40))[1].trimEnd()).toBe(' user_id, event_time, event_type');
  });

  it('is shown in Original as it is, with what is wrong beside a damaged row', async () => {
    const screen = (await opened(['4'])).join('\n');
    for (const line of TABLE.split('\n')) expect(screen).toContain(line);
    expect(screen).toContain('event 2: csv_row_error: expected 4 cells, found 2');
  });

  it('has a row as the values of its columns where a record is shown whole', async () => {
    const screen = (await opened(['3', 'down', 'enter'])).join('\n');
    expect(screen).toContain('"note": "say \\"hi\\""');
  });
});
