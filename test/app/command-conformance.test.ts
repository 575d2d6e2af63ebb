import { describe, it } from 'vitest';
import { inFolder } from '../helpers/command.ts';
import { conformanceCases, someConformanceCases } from '../helpers/conformance.ts';
import { expectExpected, OUTPUTS } from '../helpers/expected-outputs.ts';

describe.concurrent.each(conformanceCases)('the case $name', ({ input, expected }) => {
  it(
    'gives the outputs of the contract for the file',
    inFolder(async (folder) => {
      await folder.write('input.json', input);
      const { stdout } = await folder.run(['input.json', ...OUTPUTS]);
      await expectExpected(folder, stdout, expected);
    }),
  );
});

describe.concurrent.each(someConformanceCases)('the case $name', ({ input, expected }) => {
  it(
    'gives the outputs of the contract for the same bytes through a pipe',
    inFolder(async (folder) => {
      await folder.write('input.json', input);
      const { stdout } = await folder.shell('cat input.json | "$@"', OUTPUTS);
      await expectExpected(folder, stdout, expected);
    }),
  );
});
