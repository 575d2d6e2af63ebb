import { afterEach, describe, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { closeTerminals } from '../helpers/terminal.ts';
import { explore } from './explorer.ts';

afterEach(closeTerminals);

/** Three purchases at one instant, and the first of them once more. */
const PURCHASES = ['p0', 'p1', 'p2', 'p0']
  .map(
    (id) => `{"event_id":"${id}","user_id":"ana","event_time":"2024-05-03T09:00:00Z","event_type":"buy"}\n`,
  )
  .join('');

describe('duplicates on the screen', () => {
  it(
    'are shown, alone and hidden by d, each with its twin and what differs; i counts both kinds',
    inFolder(async (folder) => {
      await folder.write('buys.jsonl', PURCHASES);
      const terminal = await explore(folder, ['buys.jsonl'], { columns: 110 });
      await terminal.untilShows('3 duplicates removed, 2 of 3 looked at differ, in event_id');
      await terminal.untilShows('--id-key event_id keeps them');
      terminal.press('3', 'd');
      await terminal.untilShows('with duplicates');
      await terminal.untilShows(/ 4 +1 +nothing/);
      terminal.press('d');
      await terminal.untilShows('duplicates alone');
      await terminal.untilShows(/ 2 +1 +event_id/);
      await terminal.untilShows('1 of 3');
      terminal.press('enter');
      await terminal.untilShows('repeats event 1, differs in event_id');
      await terminal.untilShows('"event_id": "p1"');
      terminal.press('enter');
      await terminal.untilShows(/"event_id": "p1" +≠ "event_id": "p0"/);
      terminal.press('escape', 'escape');
      await terminal.untilShows(/^▌.* 2 +1 +event_id/m);
      terminal.press('d');
      await terminal.untilShows('duplicates hidden');
      terminal.press('i');
      await terminal.untilShows(/duplicates_that_differ .* 2, in event_id/);
      await terminal.untilShows(/copies .* 1/);
    }),
  );
});
