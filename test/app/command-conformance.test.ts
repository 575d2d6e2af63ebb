import { describe, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { conformanceCases } from '../helpers/conformance.ts';
import { expectExpected, OUTPUTS } from '../helpers/expected-outputs.ts';
import { IS_FULL } from '../helpers/full.ts';

/** A quarter of the cases in each way, for test/conformance.test.ts has them all; in full all in both. */
function casesOf(turn: 0 | 1): typeof conformanceCases {
  return conformanceCases.filter((_, index) => IS_FULL || index % 4 === 2 * turn);
}

describe.concurrent.each(casesOf(0))('the case $name', ({ input, expected }) => {
  it(
    'gives the outputs of the contract for the file',
    inFolder(async (folder) => {
      await folder.write('input.json', input);
      const { stdout } = await folder.run(['input.json', ...OUTPUTS]);
      await expectExpected(folder, stdout, expected);
    }),
  );
});

describe.concurrent.each(casesOf(1))('the case $name', ({ input, expected }) => {
  it(
    'gives the outputs of the contract through a pipe',
    inFolder(async (folder) => {
      await folder.write('input.json', input);
      const { stdout } = await folder.shell('cat input.json | "$@"', OUTPUTS);
      await expectExpected(folder, stdout, expected);
    }),
  );
});
