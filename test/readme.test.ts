import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_PATHS, withGeneratedLists } from '../scripts/docs.ts';
import { FLAGS } from '../source/app/flag-table.ts';
import { helpText } from '../source/app/help-text.ts';
import { KEYS } from '../source/explorer/keys/key-table.ts';
import { REASONS } from '../source/pipeline/validate/reasons.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Each `$ command` of the README's console blocks with what it is shown to print. */
function consoleExamples(): { command: string; output: string }[] {
  return [...readme.matchAll(/```console\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block.split(/^\$ /m).slice(1))
    .map((example) => {
      const [command, ...output] = example.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    });
}

describe('a document', () => {
  it.each(DOCUMENT_PATHS)('has the lists that npm run docs writes: %s', (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    expect(text, `${path} is out of date: run npm run docs`).toBe(withGeneratedLists(text, path));
  });
});

describe('the README', () => {
  it('shows what the command does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'readme-'));
    try {
      const examples = consoleExamples();
      // The files that examples read are shown by `cat` and not written by an example before.
      for (const { command, output } of examples) {
        const shown = /^cat (\S+\.jsonl?)$/.exec(command);
        if (shown !== null) writeFileSync(join(folder, shown[1]), `${output}\n`);
      }
      const binary = `'${process.execPath}' '${join(root, 'dist/cli.js')}'`;
      for (const { command, output } of examples) {
        const runnable = command.replace('event-sessions-tui', binary);
        const printed = execFileSync('sh', ['-c', runnable], {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        expect(printed.toString('utf8').trimEnd(), command).toBe(output);
      }
      expect(examples.length).toBeGreaterThanOrEqual(10);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has examples of the library that run', () => {
    const folder = mkdtempSync(join(tmpdir(), 'readme-'));
    try {
      const built = pathToFileURL(join(root, 'dist/index.js')).href;
      const event = { user_id: 'ann', event_time: '2024-07-10T12:00:00+02:00', event_type: 'view' };
      writeFileSync(join(folder, 'events.json'), JSON.stringify(event));
      const shown = consoleExamples().find(({ command }) => command === 'cat clicks.jsonl');
      writeFileSync(join(folder, 'clicks.jsonl'), shown?.output ?? '');
      const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, example], i) => {
        const name = `example-${i}.mjs`;
        writeFileSync(join(folder, name), example.replace("'event-sessions-tui'", `'${built}'`));
        return execFileSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' });
      });
      expect(examples).toEqual([
        'ann 2024-07-10T10:00:00Z\n',
        'reading user from actor.login, time from createdAt (epoch-ms), type from action (found); events with another id are kept apart\n2\n',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('CONTRIBUTING.md', () => {
  const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

  it('names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const named = [...guide.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names only files and folders that there are', () => {
    const named = [
      ...guide.matchAll(/\b(?:source|test|kernel|docs|benchmark|sample)\/(?:[\w./-]*[\w/])?/g),
    ].map(([path]) => path);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/', () => {
  /** Where the first folder of a path in the docs may be, and what may be left out at its end. */
  const FOLDERS = ['', 'docs', 'source', 'source/pipeline', 'source/engine', 'source/explorer'];
  const ENDINGS = ['', '.ts', '.tsx', '.test.ts'];
  const isThere = (path: string): boolean =>
    FOLDERS.some((folder) => ENDINGS.some((ending) => existsSync(join(root, folder, `${path}${ending}`))));

  const decisions = readdirSync(join(root, 'docs/decisions')).map((file) => `docs/decisions/${file}`);

  it.each(['docs/architecture.md', 'docs/performance.md', 'docs/promises.md', ...decisions])(
    '%s names only files and folders that there are',
    (file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const named = [...text.matchAll(/`([a-z][\w.-]*\/(?:[\w./-]*[\w/])?)`|\]\(([\w./-]+)\)/g)].map(
        ([, path, link]) => path ?? relative(root, join(root, dirname(file), link)),
      );
      const built = ['source/pipeline/kernel/kernels.generated.ts', 'dist/'];
      expect(named.filter((path) => !built.includes(path) && !isThere(path))).toEqual([]);
    },
  );

  // Branches take numbers that are free, and may be merged in another order.
  it('number the decisions, each once', () => {
    const numbered = decisions.filter((file) => !file.endsWith('/README.md'));
    const numbers = numbered.map((file) => Number(/(\d{3})-[\w-]+\.md$/.exec(file)?.[1]));
    expect(numbers.every((number) => number >= 1)).toBe(true);
    expect(new Set(numbers).size).toBe(numbered.length);
  });
});

describe('--help', () => {
  it('names every flag on a line that fits a narrow terminal', () => {
    for (const { name } of FLAGS) expect(helpText()).toContain(`--${name}`);
    for (const line of helpText().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('npm run docs', () => {
  it('lists every flag, every key and every reason', () => {
    const written = withGeneratedLists(readme);
    for (const { name } of FLAGS) expect(written).toContain(`\`--${name}\``);
    for (const { help } of KEYS) expect(written).toContain(help);
    for (const { code, meaning } of REASONS) expect(written).toContain(`| \`${code}\` | ${meaning} |`);
  });

  it('replaces a stale list and leaves the rest of the file as it is', () => {
    const stale = readme.replace(/^\| `--ascii` .*\n/m, '').replace('a row down', 'a row downwards');
    expect(stale).not.toBe(readme);
    expect(withGeneratedLists(`${stale}The end.\n`)).toBe(`${withGeneratedLists(readme)}The end.\n`);
  });

  it('refuses a file that has no region for one of the lists', () => {
    const without = readme.replace('<!-- end of reasons -->', '');
    expect(() => withGeneratedLists(without)).toThrow('there is no region for the list of reasons');
  });
});
