import { describe, expect, it } from 'vitest';
import { BAD_LINE, expectError, GOOD_LINE, inFolder } from '../helpers/command.ts';

describe.concurrent('the quality gate', () => {
  it(
    'allows exactly the share of rejected records that it names, however it is written',
    inFolder(async (folder) => {
      const input = await folder.write('events.json', BAD_LINE.repeat(57) + GOOD_LINE.repeat(9943));
      expect((await folder.run([input, '--summary', '--max-skip-rate', '0.57'])).code).toBe(0);
      expect((await folder.run([input, '--summary', '--max-skip-rate', '0.56999'])).code).toBe(3);
    }),
  );

  it(
    'reports the share of rejected records and the limit when it fails',
    inFolder(async (folder) => {
      const input = await folder.write('events.json', GOOD_LINE.repeat(4) + BAD_LINE);
      const { code, stderr } = await folder.run([input, '--summary', '--max-skip-rate', '1%']);
      expect(code).toBe(3);
      expect(stderr).toContain('20.00 % of the records were rejected, more than --max-skip-rate 1%');
    }),
  );
});

describe.concurrent('a warning', () => {
  it(
    'is printed for an input of white space alone',
    inFolder(async (folder) => {
      const input = await folder.write('events.json', '[ ]\n');
      const { code, stderr } = await folder.run([input, '--summary']);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^warning: no JSON object was found in .*events\.json/m);
      const json = JSON.parse((await folder.run([input, '--json'])).stdout);
      expect(json.warnings).toHaveLength(1);
    }),
  );

  it(
    "holds no control characters of the input's name",
    inFolder(async (folder) => {
      const name = 'a\u001b[31m\nb\u202e.json';
      await folder.write(name, '[]');
      const { stderr } = await folder.run([name, '--summary']);
      expect(stderr).toContain('warning: no JSON object was found in a\u241b[31m\u240ab<U+202E>.json');
    }),
  );

  it(
    'says that a file without a byte is empty',
    inFolder(async (folder) => {
      const { stderr } = await folder.run([await folder.write('empty.json', ''), '--summary']);
      expect(stderr).toMatch(/^warning: no JSON object was found in [^\n]*empty\.json: it is empty\n$/);
    }),
  );
});

describe.concurrent('an output name that is not UTF-8', () => {
  it(
    'is refused, or a file of another name would be written',
    inFolder(async (folder) => {
      const input = await folder.write('events.json', GOOD_LINE);
      const { code, stderr } = await folder.run([input, '--out', 's\ufffd.csv']);
      expect(code).toBe(2);
      expect(stderr).toContain('is not UTF-8');
      expect(await folder.names()).toEqual(['events.json']);
    }),
  );
});

describe.concurrent('one chunk of input that makes millions of rejections', () => {
  it(
    'is written whole',
    inFolder(async (folder) => {
      const braces = 400_000;
      const input = await folder.write('events.json', `{"${'{'.repeat(braces)}`);
      await folder.run([input, '--skips_out', 'skipped.csv']);
      const rows = (await folder.read('skipped.csv')).trimEnd().split('\n');
      expect(rows).toHaveLength(1 + braces + 1);
      expect(rows.at(-1)).toContain(`${braces + 1},"json_decode_error: `);
      expect(rows.at(-1)?.endsWith(`,{,1,${braces + 1},json_decode_error,${braces + 3},1`)).toBe(true);
    }),
  );

  it(
    'names the output when the disk is full, not the input',
    inFolder(async (folder) => {
      const input = await folder.write('events.json', `{"${'{'.repeat(400_000)}`);
      const ended = await folder.run([input, '--skips_out', '/dev/full']);
      expectError(ended, 1, 'cannot write /dev/full', 'no space left');
    }),
  );
});
