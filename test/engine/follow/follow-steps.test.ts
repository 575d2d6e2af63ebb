import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FollowControl } from '../../../source/engine/follow/follow-control.ts';
import { followSteps } from '../../../source/engine/follow/follow-steps.ts';
import type { FollowedInput, FollowedRead } from '../../../source/input/follow/followed-input.ts';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { cutsAt, messyInput, places, settings } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { conformanceCases } from '../../helpers/conformance.ts';
import { type Outcome, outcomeOf, outcomeOfDataset } from '../../helpers/outcome.ts';
import { event } from '../../helpers/several-files.ts';

/** An input that is written piece by piece: a reader that asks in between finds nothing more. */
class WrittenInput implements FollowedInput {
  readonly name = 'app.log';
  private at = 0;

  constructor(
    private readonly pieces: readonly (Uint8Array | 'replaced')[],
    private readonly control: FollowControl,
  ) {}

  async read(into: Uint8Array): Promise<FollowedRead> {
    const step = this.at++;
    const piece = step % 2 === 0 ? this.pieces[step / 2] : undefined;
    if (step >= 2 * this.pieces.length) this.control.end();
    // Nothing has to be waited for: the next read finds the next piece.
    if (piece === undefined) return { kind: 'none' };
    if (piece === 'replaced') return { kind: 'begun', why: 'replaced', identity: { device: 0, inode: 1 } };
    into.set(piece);
    return { kind: 'bytes', byteLength: piece.length };
  }

  close(): void {}
}

/** What a pipeline comes to that follows the pieces; `datasets`: what it had in between, grouped. */
async function followed(
  pieces: readonly (Uint8Array | 'replaced')[],
  options: Parameters<typeof outcomeOf>[1] = {},
): Promise<{ outcome: Outcome; pipeline: Pipeline }> {
  const control = new FollowControl();
  control.wait = async () => undefined;
  const pipeline = new Pipeline(options.settings);
  const listener = { onBegun: () => undefined, onFailure: () => expect.unreachable() };
  const input = new WrittenInput(pieces, control);
  for await (const _ of followSteps(pipeline, input, control, true, listener)) pipeline.group();
  return { outcome: outcomeOfDataset(pipeline.finish()), pipeline };
}

function piecesOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts, bytes.length];
  return places.slice(1).map((to, i) => bytes.slice(places[i], to));
}

/** The outcome without the words of rejections, which are made as these are found. */
function withoutWords({ skipped: _, ...rest }: Outcome): object {
  return rest;
}

describe('an input that is followed while it is written', () => {
  it.each(conformanceCases)('comes out as if it had been whole: $name', async ({ input }) => {
    const step = Math.max(1, Math.floor(input.length / 300));
    const cuts = Array.from({ length: Math.floor((input.length - 1) / step) }, (_, i) => (i + 1) * step);
    const { outcome } = await followed(piecesOf(input, cuts));
    expect(withoutWords(outcome)).toEqual(withoutWords(outcomeOf(input)));
  });

  it('comes out as if it had been whole, whatever it holds and wherever the writer pauses', async () => {
    await check(
      fc.asyncProperty(messyInput, settings, places, async ({ bytes }, settings, shares) => {
        const { outcome } = await followed(piecesOf(bytes, cutsAt(shares, bytes.length)), { settings });
        expect(withoutWords(outcome)).toEqual(withoutWords(outcomeOf(bytes, { settings })));
      }),
      150,
    );
  });

  it('goes on in the file that takes its place: a record never crosses from one to the other', async () => {
    const half = event(2, 2).slice(0, 30);
    const texts = [event(1, 1), half, 'replaced', event(2, 2).slice(30), event(3, 3)] as const;
    const { outcome, pipeline } = await followed(
      texts.map((text) => (text === 'replaced' ? text : encodeUtf8(text))),
    );
    expect(outcome.events.map(([, user]) => user)).toEqual(['1', '3']);
    expect(outcome.imbalances).toEqual([]);
    const { files, store } = pipeline.dataset();
    const place = files.placeOf(store.byteOffsetOf(1), store.lineOf(1));
    expect(place).toMatchObject({ name: 'app.log', line: 2 });
  });
});
