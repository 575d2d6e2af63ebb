import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Ended, expectError, inFolder } from '../helpers/command.ts';
import { IS_FULL } from '../helpers/full.ts';

const CASES = fileURLToPath(new URL('../cases/', import.meta.url));
const ROWS = readFileSync(`${CASES}expected.tsv`, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

/** What the command says of each file, read with no flag. */
const asIs = new Map<string, Promise<Ended>>();

describe.concurrent('a file in a shape that people have, read with no flag', () => {
  it.for(ROWS)('%s gives %s events of %s users', async ([name, events, users, how], context) => {
    await inFolder(async (folder) => {
      const running = folder.run([`${CASES}${name}`, '--json']);
      asIs.set(name, running);
      const ended = await running;
      if (how === 'or1' && ended.code === 1) {
        expectError(ended, 1, name);
        return;
      }
      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({
        valid_events: Number(events),
        unique_users: Number(users),
      });
      if (how === 'hint') expect(ended.stderr).toMatch(/^hint: [^\n]+\n {2}event-sessions-tui [^\n]+$/m);
    })(context);
  });

  const surelyRead = ROWS.filter(([, , , how]) => how !== 'or1');
  it.for(surelyRead.filter((_, index) => IS_FULL || index % 2 === 0))(
    '%s gives the same when its plan is pinned',
    async ([name, events, users], context) => {
      await inFolder(async (folder) => {
        const first = await (asIs.get(name) ?? folder.run([`${CASES}${name}`, '--json']));
        const { plan } = JSON.parse(first.stdout);
        const { stdout, stderr } = await folder.run([...plan.pin, '--json', '--', `${CASES}${name}`]);
        const pinned = JSON.parse(stdout);
        expect(pinned).toMatchObject({ valid_events: Number(events), unique_users: Number(users) });
        expect(stderr).not.toMatch(/^reading /m);
        const origins = [pinned.plan.user, pinned.plan.time, pinned.plan.type, pinned.plan.time_format];
        expect(origins.map(({ origin }) => origin)).toEqual(['named', 'named', 'named', 'named']);
      })(context);
    },
  );
});
