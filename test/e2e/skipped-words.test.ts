import { afterEach, describe, expect, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { closeTerminals } from '../helpers/terminal.ts';
import { explore } from './explorer.ts';

afterEach(closeTerminals);

describe('Skipped', () => {
  it(
    'describes records after a byte-order mark and over 1 MiB as the batch command does, and filters by those words',
    inFolder(async (folder) => {
      const behindMark = '{"user_id": 1, "event_time": "x" "event_type": "a"}';
      const long = `{"user_id": 7, "pad": "${'x'.repeat(1024 * 1024)}", "event_type": "a"}`;
      await folder.write('events.json', `\ufeff${behindMark}\n${long}\n`);
      await folder.run(['events.json', '--summary', '--skips-out', 'skipped.csv']);
      const reasons = [
        `json_decode_error: expected ',' or '}', found '""' at line 1, column 34`,
        'missing_key_or_bad_schema: event_time is missing',
      ];
      const written = await folder.read('skipped.csv');
      for (const reason of reasons) expect(written).toContain(reason);
      const terminal = await explore(folder, ['events.json'], { columns: 200 });
      terminal.press('2', 'w');
      await terminal.untilShows('event_time is missing');
      // Original has room for the whole reason of the record under the cursor.
      terminal.press('enter');
      await terminal.untilShows(reasons[0].replace('""', '"'));
      terminal.press('escape');
      await terminal.untilShows('event_time is missing');
      terminal.press('&');
      await terminal.untilShows(/filter/i);
      terminal.press(...'time is missing', 'enter');
      await terminal.untilShows('1 of 1');
      expect(terminal.text()).toContain('event_time is missing');
    }),
  );
});
