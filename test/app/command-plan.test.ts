import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Ended, GOOD_LINE, inFolder, summary } from '../helpers/command.ts';
import { encoded } from '../helpers/encoded.ts';

const FAILED = 1;

function line(i: number): string {
  const time = `2024-05-03T09:00:${String(i % 60).padStart(2, '0')}Z`;
  return `${JSON.stringify({ id: `e${i}`, actor: { login: `u${i % 3}` }, created_at: time, type: 'push' })}\n`;
}

const FOUND = Array.from({ length: 6 }, (_, i) => line(i)).join('');
const LINE =
  'reading user from actor.login, time from created_at, type from type (found; pin with --user-key actor.login --time-key created_at --type-key type --time-format iso --id-key apart:id --format json); events with another id are kept apart\n';

describe.concurrent('a file whose keys have other names', () => {
  it(
    'is read with no flag, and one line says what as what, with the flags that pin it',
    inFolder(async (folder) => {
      const input = await folder.write('a.jsonl', FOUND);
      const ended = await folder.run([input]);
      expect(ended).toMatchObject({
        code: 0,
        stdout: summary({ total: 6, valid: 6, skipped: 0, duplicates: 0, users: 3 }),
        stderr: LINE,
      });
    }),
  );

  it(
    'is read alike from a pipe, of which nothing is lost',
    inFolder(async (folder) => {
      const piped = Array.from({ length: 30_000 }, (_, i) => line(i)).join('');
      const { stdout } = await folder.run(['--json'], { stdin: { piped } });
      expect(JSON.parse(stdout)).toMatchObject({
        total_events: 30_000,
        valid_events: 30_000,
        unique_users: 3,
      });
    }),
  );

  it(
    'is read before its pipe ends, once a record is there and the pipe pauses',
    inFolder(async (folder) => {
      const started = folder.startShell('cat | "$@"', ['--json']);
      started.child.stdin?.write(FOUND);
      let text = '';
      started.child.stderr?.on('data', (more) => {
        text += more;
      });
      await started.until(() => text.includes('reading user from actor.login'));
      started.child.stdin?.end(line(6));
      const { stdout } = await started.ended;
      expect(JSON.parse(stdout)).toMatchObject({ valid_events: 7, unique_users: 3 });
    }),
  );

  it(
    'has its plan in --json, what was found and what was named',
    inFolder(async (folder) => {
      const input = await folder.write('a.jsonl', FOUND);
      const { stdout } = await folder.run([input, '--json', '--type-key', 'none']);
      expect(JSON.parse(stdout).plan).toMatchObject({
        user: { text: 'actor.login', origin: 'found' },
        time: { text: 'created_at', origin: 'found' },
        type: { text: 'none', origin: 'named' },
        id: { text: 'id', origin: 'found', merges: false },
        time_format: { text: 'iso', origin: 'standard' },
      });
    }),
  );

  it(
    'is rejected where its times are in a zone that has only a name, and the hint names the command with the zone',
    inFolder(async (folder) => {
      const line = (minute: number) =>
        `{"user":"ana","date":"Fri May 03 09:1${minute}:00 PDT 2024","act":"x"}\n`;
      await folder.write('a.jsonl', line(1) + line(2));
      const { stderr } = await folder.run(['a.jsonl', '--summary']);
      expect(stderr).toContain(
        'hint: the times of date are in PDT, which is not the same everywhere (--time-format, --assume-tz); keys in',
      );
      expect(stderr).toContain(
        `'%a %b %d %H:%M:%S PDT %Y' --format json --assume-tz America/Los_Angeles -- a.jsonl`,
      );
    }),
  );

  it(
    'is rejected with --strict, and the hint names the command that reads it',
    inFolder(async (folder) => {
      await folder.write('a b.jsonl', FOUND);
      const { stderr, code } = await folder.run(['a b.jsonl', '--strict', '--summary']);
      expect(code).toBe(0);
      const named = await folder.run(['a b.jsonl', '--strict', '--user-key', 'uid', '--summary']);
      expect(named.stderr).toContain('hint: what was named does not fit this file');
      const list =
        '{"at": "2024-05-03T09:00:00Z", "what": "x", "who": [{"key": "uid", "value": {"s": "ann"}}]}\n';
      await folder.write('list.jsonl', list.repeat(3));
      const path = await folder.run(['list.jsonl', '--user-key', 'who.uid', '--summary']);
      expect(path.stderr).toContain('hint: what was named does not fit this file');
      expect(stderr).toContain('--strict finds nothing');
      expect(stderr).toContain(
        "\n  event-sessions-tui --summary --user-key actor.login --time-key created_at --type-key type --time-format iso --id-key apart:id --format json -- 'a b.jsonl'  # 6 of 6 sampled would be events, of 3 users\n",
      );
    }),
  );
});

describe.concurrent('a file with the standard keys', () => {
  it(
    'is read without a word about a plan, whatever other keys it has',
    inFolder(async (folder) => {
      const good = GOOD_LINE.replace('{', '{"id": "x", "timestamp": "2020-01-01", ');
      const input = await folder.write('a.jsonl', good + good + FOUND.slice(0, line(0).length));
      const ended = await folder.run([input]);
      expect(ended.stdout).toBe(summary({ total: 3, valid: 2, skipped: 1, duplicates: 1, users: 1 }));
      expect(ended.stderr).toMatch(/^1 of 3 records rejected:/);
    }),
  );
});

describe.concurrent('--plan', () => {
  it(
    'prints the plan and the keys with what they hold, and reads no further',
    inFolder(async (folder) => {
      const input = await folder.write('a.jsonl', FOUND);
      const { stdout, code } = await folder.run([input, '--plan']);
      expect(code).toBe(0);
      expect(stdout.startsWith(LINE)).toBe(true);
      expect(stdout).toContain('6 of 6 sampled records would be events, of 3 users');
      expect(stdout).toMatch(/^actor\.login +100\.0% +string +3 +text +USER +u0, u1, u2$/m);
    }),
  );

  it(
    'writes as JSON what --plan-file reads',
    inFolder(async (folder) => {
      const input = await folder.write('a.jsonl', FOUND);
      const { stdout } = await folder.run([input, '--plan', '--json']);
      // As some shells write it.
      await folder.write('plan.json', `\ufeff${stdout}`);
      const ended = await folder.run([input, '--plan-file', 'plan.json', '--json']);
      expect(JSON.parse(ended.stdout)).toMatchObject({ valid_events: 6, unique_users: 3 });
      expect(ended.stderr).toBe('');
    }),
  );

  it(
    'names the bytes too: with its pin, or as a file, the same is read that no look could find',
    inFolder(async (folder) => {
      const text = brotliCompressSync(encoded(FOUND, 'utf-16be'));
      await folder.write('a.br', text);
      const named = ['--format', 'br', '--encoding', 'utf-16'];
      const { stdout } = await folder.run(['a.br', ...named, '--plan', '--json']);
      const { pin, format, encoding } = JSON.parse(stdout);
      expect({ format, encoding }).toEqual({
        format: { text: 'br,json', origin: 'named' },
        encoding: { text: 'utf-16be', origin: 'named' },
      });
      expect(pin.slice(-4)).toEqual(['--format', 'br,json', '--encoding', 'utf-16be']);
      await folder.write('plan.json', stdout);
      for (const how of [pin, ['--plan-file', 'plan.json']]) {
        const read = JSON.parse((await folder.run(['a.br', ...how, '--json'])).stdout);
        expect(read).toMatchObject({ valid_events: 6, unique_users: 3 });
        expect(read.plan).toMatchObject({ format, encoding, pin });
      }
    }),
  );

  it(
    'says which encoding was found, which its pin then names',
    inFolder(async (folder) => {
      await folder.write('a.jsonl', encoded(FOUND, 'utf-16le'));
      const { stdout } = await folder.run(['a.jsonl', '--plan']);
      expect(stdout).toMatch(
        /^reading utf-16le, user from actor.login, .* --format json --encoding utf-16le\)/,
      );
    }),
  );

  it.for<[what: string, text: string]>([
    ['no JSON', 'user: id'],
    ['a format that is none', '{"user": "a", "time": "t", "type": "y", "format": "zip"}'],
    ['an encoding that is none', '{"user": "a", "time": "t", "type": "y", "encoding": "utf-9"}'],
    ['no object', '[]'],
    ['no user', '{"time": {"text": "t"}, "type": {"text": "y"}}'],
    ['an empty key', '{"user": {"text": "a,,b"}, "time": {"text": "t"}, "type": {"text": "y"}}'],
    [
      'a year that is none',
      '{"user": {"text": "a"}, "time": {"text": "t"}, "type": {"text": "y"}, "year": "x"}',
    ],
    ['none for the time', '{"user": "a", "time": "none", "type": "y"}'],
    ['a time format that is none', '{"user": "a", "time": "t", "type": "y", "time_format": "%q"}'],
  ])('refuses a file with %s in one line', async ([_, text], context) => {
    await inFolder(async (folder) => {
      const input = await folder.write('a.jsonl', FOUND);
      await folder.write('plan.json', text);
      expectPlain(await folder.run([input, '--plan-file', 'plan.json']), 'plan.json');
    })(context);
  });

  it(
    'is refused where the file does not fit it',
    inFolder(async (folder) => {
      const input = await folder.write('a.jsonl', FOUND);
      await folder.write('plan.json', '{"user": "who", "time": "when", "type": "what"}');
      expectPlain(await folder.run([input, '--plan-file', 'plan.json', '--batch']), 'does not fit the plan');
      expect(await folder.names()).toEqual(['a.jsonl', 'plan.json']);
      const plan = { user: 'actor.login', time: 'created_at', type: 'type' };
      await folder.write('plan.json', JSON.stringify({ ...plan, records: 'data' }));
      expectPlain(await folder.run([input, '--plan-file', 'plan.json']), 'data leads to no record');
      await folder.write('plan.json', JSON.stringify(plan));
      const wrongFlag = [input, '--plan-file', 'plan.json', '--user-key', 'who'];
      expectPlain(await folder.run(wrongFlag), 'the plan in plan.json with the flags beside it');
      expectPlain(await folder.run([input, '--plan-file', '/dev/zero']), '/dev/zero is no plan');
    }),
  );
});

describe.concurrent('a file that begins with a record longer than the head', () => {
  it(
    'is read as its keys are, from a file and from a pipe',
    inFolder(async (folder) => {
      const long = `${JSON.stringify({ actor: { login: 'ann' }, created_at: '2024-05-03T09:00:00Z', type: 'x', body: 'b'.repeat(3_000_000) })}\n`;
      const input = await folder.write('a.jsonl', long + FOUND);
      const { stdout } = await folder.run([input, '--summary']);
      expect(stdout).toBe(summary({ total: 7, valid: 7, skipped: 0, duplicates: 0, users: 4 }));
      const piped = await folder.run(['--summary'], { stdin: { piped: long + FOUND } });
      expect(piped.stdout).toBe(stdout);
    }),
  );
});

describe.concurrent('the line of a plan', () => {
  it(
    'is a few lines of a terminal, however long the names are',
    inFolder(async (folder) => {
      const key = 'k'.repeat(5000);
      const input = await folder.write('a.jsonl', FOUND.replaceAll('"type"', `"${key}"`));
      const { stderr } = await folder.run([input, '--summary', '--type-key', key]);
      expect(stderr).toMatch(/^reading user from actor\.login, [^\n]{100,480}\n$/);
    }),
  );

  it(
    'says where nothing was named nor found that it is the standard',
    inFolder(async (folder) => {
      const { stdout } = await folder.run([await folder.write('a.jsonl', GOOD_LINE), '--plan']);
      expect(stdout).toMatch(/^reading user from user_id, .* \(standard; pin with /);
    }),
  );
});

function expectPlain(ended: Ended, named: string): void {
  expect(ended.stderr).toMatch(/^event-sessions-tui: [^\n]+\n$/);
  expect(ended.stderr).toContain(named);
  expect(ended).toMatchObject({ code: FAILED, stdout: '' });
}

describe.concurrent('a key that was named', () => {
  it(
    'and is in no record is reported with the nearest names',
    inFolder(async (folder) => {
      const input = await folder.write('a.jsonl', FOUND);
      const { stderr } = await folder.run([input, '--time-key', 'craeted_at']);
      expect(stderr).toContain(
        'warning: --time-key craeted_at is in no record; created_at is in all of them\n',
      );
    }),
  );
});
