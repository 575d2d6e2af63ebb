import { appendFile, mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Ended, type Folder, GOOD_LINE, inFolder, summary } from '../helpers/command.ts';

const OTHER_LINE = GOOD_LINE.replace('1', '2');

/** Enough lines that a file of them is read in several parts. */
const LONG = GOOD_LINE.repeat(20_000);

/**
 * Runs the command, and `change` once it has found its input and before it reads on: it waits for a reader of its second
 * output meanwhile.
 */
async function runChanged(
  folder: Folder,
  args: readonly string[],
  change: () => Promise<void>,
): Promise<Ended> {
  const fifo = folder.fifo('fifo');
  const started = folder.start([...args, '--out', 's.csv', '--skips_out', fifo]);
  started.child.stdin?.end();
  await started.until(async () => (await folder.drafts()).length === 1);
  await change();
  await readFile(fifo);
  return started.ended;
}

const MESSAGE =
  'changed while it was read, so the numbers and outputs may be of two states; read again when nothing writes there';

describe.concurrent('a file that is rewritten while it is read', () => {
  it.for<[how: string, before: string, after: string]>([
    ['to the same size', GOOD_LINE.repeat(2), OTHER_LINE.repeat(2)],
    ['to the same size, of several parts', LONG, LONG.replace('2024', '2023')],
    ['to more', GOOD_LINE.repeat(2), OTHER_LINE.repeat(3)],
    ['to more, of several parts', LONG, `${OTHER_LINE}${LONG}`],
  ])('is an error that says so %s', async ([_, before, after], context) => {
    await inFolder(async (folder) => {
      await folder.write('events.json', before);
      const ended = await runChanged(folder, ['events.json'], () =>
        writeFile(folder.at('events.json'), after),
      );
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain(`event-sessions-tui: events.json ${MESSAGE}\n`);
      // What could be read is there all the same.
      expect(ended.stdout).toMatch(/^Done\.\ntotal_events: [1-9]/);
      expect(await folder.read('s.csv')).toContain('user_id');
    })(context);
  });

  it(
    'makes --json incomplete',
    inFolder(async (folder) => {
      await folder.write('events.json', GOOD_LINE);
      const ended = await runChanged(folder, ['events.json', '--json'], () =>
        writeFile(folder.at('events.json'), OTHER_LINE),
      );
      const { complete, failure } = JSON.parse(ended.stdout);
      expect({ complete, failure }).toEqual({ complete: false, failure: `events.json ${MESSAGE}` });
    }),
  );

  it.for<[how: string, after: string]>([
    ['to the same size', LONG.replace('2024', '2023')],
    ['to more', `${OTHER_LINE}${LONG}`],
  ])('is one of several %s', async ([_, after], context) => {
    await inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      for (const name of ['a', 'b', 'c']) await folder.write(`logs/${name}.json`, LONG);
      const ended = await runChanged(folder, ['logs'], async () => {
        for (const name of ['b', 'c']) await writeFile(folder.at(`logs/${name}.json`), after);
      });
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain(`event-sessions-tui: logs/b.json and 1 file more ${MESSAGE}\n`);
    })(context);
  });
});

describe.concurrent('a file is not taken for rewritten', () => {
  it.for(['events.json', 'logs'])('that grows while it is read: %s', async (input, context) => {
    await inFolder(async (folder) => {
      await mkdir(folder.at('logs'));
      const path = await folder.write(input === 'logs' ? 'logs/events.json' : input, LONG);
      const ended = await runChanged(folder, [input], () => appendFile(path, OTHER_LINE));
      expect(ended.code).toBe(0);
      const name = input === 'logs' ? 'logs/events.json' : input;
      expect(ended.stderr).toContain(
        `warning: ${name} changed while it was read: it grew, and its last lines may not be in the numbers\n`,
      );
    })(context);
  });

  it(
    'that lies elsewhere now',
    inFolder(async (folder) => {
      const path = await folder.write('events.json', GOOD_LINE);
      const ended = await runChanged(folder, ['events.json'], async () => {
        await rename(path, folder.at('events.json.1'));
        await writeFile(path, OTHER_LINE.repeat(9));
      });
      expect(ended).toMatchObject({
        code: 0,
        stdout: summary({ total: 1, valid: 1, skipped: 0, duplicates: 0, users: 1 }),
      });
    }),
  );

  it(
    'that became shorter is reported as that',
    inFolder(async (folder) => {
      const path = await folder.write('events.json', LONG);
      const ended = await runChanged(folder, ['events.json'], () => truncate(path, GOOD_LINE.length));
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain('it became shorter while it was read; try again');
    }),
  );
});
