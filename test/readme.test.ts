import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FLAGS, helpText } from '../source/app/flags.ts';
import { GROUPS, KEYS, keyLabel } from '../source/explorer/keymap.ts';
import { REASONS } from '../source/pipeline/validate/reasons.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What stands between `<!-- name: ... -->` and `<!-- end of name -->`. */
function section(name: string): string {
  return (
    new RegExp(`<!-- ${name}: [^\\n]* -->\\n([\\s\\S]*?)<!-- end of ${name} -->`).exec(readme)?.[1] ?? ''
  );
}

/** Each `$ command` of the README's console blocks with what it is shown to print. */
function consoleExamples(): { command: string; output: string }[] {
  return [...readme.matchAll(/```console\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block.split(/^\$ /m).slice(1))
    .map((example) => {
      const [command, ...output] = example.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    });
}

describe('the README', () => {
  it('lists the flags there are', () => {
    const rows = FLAGS.map(({ name, short, alias, value, help }) => {
      const names = [`--${name}`, ...(alias ? [`--${alias}`] : []), ...(short ? [`-${short}`] : [])];
      return `| ${names.map((flag) => `\`${flag}\``).join(', ')} | ${value ?? ''} | ${help} |`;
    });
    expect(section('flags')).toBe(['| flag | takes | does |', '|---|---|---|', ...rows, ''].join('\n'));
  });

  it('lists the reasons there are', () => {
    const rows = REASONS.map(({ code, meaning }) => `| \`${code}\` | ${meaning} |`);
    expect(section('reasons')).toBe(['| reason | when |', '|---|---|', ...rows, ''].join('\n'));
  });

  it('lists the keys there are', () => {
    const rows = GROUPS.map(({ group, title }) => {
      const bindings = KEYS.filter((binding) => binding.group === group);
      const texts = bindings.map(({ keys, help }) => {
        const labels = keys.map((key) => `\`${keyLabel(key, false)}\``);
        return `${labels.join(' ')} ${help}`;
      });
      return `| ${title} | ${texts.join('<br>')} |`;
    });
    expect(section('keys')).toBe(['| | |', '|---|---|', ...rows, ''].join('\n'));
  });

  it('shows what the command does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'readme-'));
    try {
      const examples = consoleExamples();
      writeFileSync(join(folder, 'events.json'), `${examples[0].output}\n`);
      const binary = `'${process.execPath}' '${join(root, 'dist/cli.js')}'`;
      for (const { command, output } of examples) {
        const runnable = command.replace('event-sessions-tui', binary);
        const printed = execFileSync('sh', ['-c', runnable], {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        expect(printed.toString('utf8').trimEnd(), command).toBe(output);
      }
      expect(examples.length).toBeGreaterThanOrEqual(7);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('--help', () => {
  it('names every flag on a line that fits a narrow terminal', () => {
    for (const { name } of FLAGS) expect(helpText()).toContain(`--${name}`);
    for (const line of helpText().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
