import { accessSync, constants } from 'node:fs';
import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Ended, EXAMPLE, EXAMPLE_SUMMARY, type Folder, inFolder } from '../helpers/command.ts';
import { IS_FULL } from '../helpers/full.ts';
import { COMMAND, spawnOnPty } from '../helpers/pty.ts';

/** Runs the command with so many GB of address space. */
function limited(folder: Folder, gigabytes: number, args: readonly string[]): Promise<Ended> {
  return folder.shell(`ulimit -v ${gigabytes * 1024 * 1024}; exec "$@"`, args);
}

/** So many events of several users, in JSON and as a table; enough of them that all kernels would be used. */
const EVENTS = Array.from(
  { length: 25_000 },
  (_, i) =>
    [i % 997, `2024-07-10T10:${String(i % 60).padStart(2, '0')}:0${i % 10}Z`, `type ${i % 7}`] as const,
);
const JSON_LINES = EVENTS.map(
  ([user, time, type]) => `{"user_id": ${user}, "event_time": "${time}", "event_type": "${type}"}\n`,
).join('{"user_id": 1}\n');
const TABLE = `user_id,event_time,event_type\n${EVENTS.map((row) => `${row.join(',')}\n`).join('')}`;

describe.concurrent('a small address space (ulimit -v)', () => {
  it.for(IS_FULL ? [2, 4, 8, 16, 24] : [2, 16])(
    'is enough for a small file: %i GB',
    async (gigabytes, context) => {
      await inFolder(async (folder) => {
        const ended = await limited(folder, gigabytes, [EXAMPLE]);
        expect(ended).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
      })(context);
    },
  );

  it.for<[format: string, gigabytes: number, text: string]>([
    ['JSON', 2, JSON_LINES],
    ['JSON', 12, JSON_LINES],
    ['a table', 2, TABLE],
  ])('changes nothing that is written of %s with %i GB', async ([_, gigabytes, text], context) => {
    await inFolder(async (folder) => {
      await folder.write('events', text);
      const outputs = ['s.csv', 'k.csv', 'd.csv'];
      const args = ['events', '--out', 's.csv', '--skips_out', 'k.csv', '--dupes-out', 'd.csv'];
      const ample = await folder.run(args);
      const written = await Promise.all(outputs.map((name) => folder.read(name)));
      const ended = await limited(folder, gigabytes, args);
      expect(ended).toEqual(ample);
      expect(await Promise.all(outputs.map((name) => folder.read(name)))).toEqual(written);
    })(context);
  });

  it(
    'is named where there is no room for what decompresses, with what to set',
    inFolder(async (folder) => {
      // An empty frame of zstd.
      await folder.write(
        'events.zst',
        Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x24, 0, 1, 0, 0, 0x99, 0xe9, 0xd8, 0x51),
      );
      const { stderr, code } = await limited(folder, 2, ['events.zst']);
      expect(stderr).toBe(
        'event-sessions-tui: cannot read events.zst: not enough memory, since ulimit -v leaves only 2.1 GB of address space; allow more with ulimit -v unlimited\n',
      );
      expect(code).toBe(1);
    }),
  );
});

it('a small address space leaves no room for the screen, and one line says so', async () => {
  const script = 'ulimit -v 8388608; exec "$@"';
  const pty = spawnOnPty({ command: ['sh', '-c', script, 'sh', ...COMMAND], args: [EXAMPLE], columns: 200 });
  let got = '';
  pty.onData((text) => {
    got += text;
  });
  const exitCode = await new Promise((resolve) => {
    pty.onExit((exit) => resolve(exit.exitCode));
  });
  expect(got).toBe(
    'event-sessions-tui: the screen needs 12 GB of address space, and ulimit -v leaves only 8.6 GB; allow more with ulimit -v unlimited, or add --summary\r\n',
  );
  expect(exitCode).toBe(1);
});

describe.concurrent('--max-memory', () => {
  it(
    'ends a run that needs more, before anything is written',
    inFolder(async (folder) => {
      await folder.write('events.json', JSON_LINES);
      await folder.write('s.csv', 'old');
      const ended = await folder.run(['events.json', '--out', 's.csv', '--max-memory', '20M']);
      expect(ended.stderr).toMatch(
        /^event-sessions-tui: cannot read events\.json: it takes [\d.]+ GB of memory or more, and 0\.1 GB are allowed; set --max-memory higher, or split the file\n$/,
      );
      expect(ended.code).toBe(1);
      expect(await folder.names()).toEqual(['events.json', 's.csv']);
      expect(await folder.read('s.csv')).toBe('old');
    }),
  );

  it(
    'changes nothing where it is enough',
    inFolder(async (folder) => {
      const ended = await folder.run([EXAMPLE, '--max-memory', '2G']);
      expect(ended).toMatchObject({ code: 0, stdout: EXAMPLE_SUMMARY });
    }),
  );
});

const GROUPS = '/sys/fs/cgroup/memory';

function mayLimit(): boolean {
  try {
    accessSync(`${GROUPS}/cgroup.procs`, constants.W_OK);
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

describe('a control group with little memory', () => {
  it.skipIf(!mayLimit())(
    'is named before it would end the process',
    inFolder(async (folder) => {
      const group = `${GROUPS}/event-sessions-tui-${process.pid}`;
      await mkdir(group);
      try {
        await writeFile(`${group}/memory.limit_in_bytes`, String(64 * 1024 * 1024));
        await folder.write('events.json', JSON_LINES.repeat(4));
        const ended = await folder.shell(`echo $$ > ${group}/cgroup.procs; exec "$@"`, ['events.json']);
        expect(ended.stderr).toContain(
          'and 0.1 GB are left by the memory limit of its control group; set that higher, or split the file',
        );
        expect(ended).toMatchObject({ code: 1, signal: null });
      } finally {
        await rmdir(group).catch(() => undefined);
      }
    }),
  );
});
