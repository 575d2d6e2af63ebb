import { isUtf8 } from 'node:buffer';
import { expect, it } from 'vitest';
import { compressed, WITH_CHECKSUM } from '../helpers/archives.ts';
import { inFolder } from '../helpers/command.ts';
import { conformanceCases } from '../helpers/conformance.ts';
import { encoded, type WideEncoding } from '../helpers/encoded.ts';
import { expectExpected, OUTPUTS } from '../helpers/expected-outputs.ts';
import { IS_FULL } from '../helpers/full.ts';

/*
 * The same records in any container give the same outputs. With FUZZ_FACTOR, as in `npm run test:full`, each case is tried
 * in each container; else each tenth case, each in the next container, so that each container is tried.
 */

const inEncoding =
  (encoding: WideEncoding) =>
  (bytes: Uint8Array): Uint8Array =>
    // With a byte-order mark, since some cases hold little but zeros.
    encoded(`\ufeff${new TextDecoder().decode(bytes)}`, encoding);

const CONTAINERS: readonly (readonly [name: string, pack: (bytes: Uint8Array) => Uint8Array])[] = [
  ...WITH_CHECKSUM.map((name) => [name, (bytes: Uint8Array) => compressed(bytes, name)] as const),
  ['utf-16le', inEncoding('utf-16le')],
  ['utf-16be', inEncoding('utf-16be')],
  ['gzip of utf-16le', (bytes) => compressed(inEncoding('utf-16le')(bytes), 'gzip')],
];

const chosen = conformanceCases.flatMap((oneCase, index) => {
  const inTurn = CONTAINERS[Math.floor(index / 10) % CONTAINERS.length];
  const containers = IS_FULL ? CONTAINERS : index % 10 === 0 ? [inTurn] : [];
  return containers
    .filter(([name]) => !name.includes('utf-16') || isUtf8(oneCase.input))
    .map(([name, pack]) => ({ container: name, pack, ...oneCase }));
});

it.concurrent.for(chosen)(
  'the case $name gives the outputs of the contract in $container',
  async ({ pack, input, expected }, context) => {
    await inFolder(async (folder) => {
      await folder.write('input', pack(input));
      const { code, stdout } = await folder.run(['input', ...OUTPUTS]);
      await expectExpected(folder, stdout, expected);
      expect(code).toBe(0);
    })(context);
  },
);
