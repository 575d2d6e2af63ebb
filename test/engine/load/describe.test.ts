import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFile } from '../../../source/input/open-source.ts';
import { BAD_LINE, GOOD_LINE, inFolder } from '../../helpers/command.ts';
import { bundleWorkers, Loading } from '../../helpers/loading.ts';

let workers: Awaited<ReturnType<typeof bundleWorkers>>;
beforeAll(async () => {
  workers = await bundleWorkers();
});
afterAll(() => workers.remove());

describe('the load worker describes a rejection', () => {
  it(
    'over 1 MiB in the words of the batch command',
    inFolder(async (folder) => {
      const long = `{"user_id": 7, "pad": "${'x'.repeat(1024 * 1024)}", "event_type": "a"}\n`;
      const source = await openFile(await folder.write('data', `\ufeff${GOOD_LINE}${long}`));
      const loading = new Loading(source, workers);
      await loading.untilFinished();
      expect(await loading.loader.describe(0)).toMatchObject({
        code: 'missing_key_or_bad_schema',
        detail: 'event_time is missing',
        userId: '7',
        eventType: 'a',
        line: 2,
      });
      await loading.loader.stop();
      await source.close();
    }),
  );

  it(
    'until it is stopped: pending and later descriptions fail',
    inFolder(async (folder) => {
      const source = await openFile(await folder.write('data', BAD_LINE));
      const loading = new Loading(source, workers);
      await loading.untilFinished();
      const open = loading.loader.describe(0);
      const stopped = loading.loader.stop();
      await expect(open).rejects.toThrow('the loading thread has ended');
      await expect(loading.loader.describe(0)).rejects.toThrow('the loading thread has ended');
      await stopped;
      await source.close();
    }),
  );
});
