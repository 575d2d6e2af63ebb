import type { Begun, FollowedInput, FollowedRead } from '../../input/follow/followed-input.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import { type ReadFailure, readFailureOf } from '../../pipeline/scan/read-failure.ts';
import type { FollowControl } from './follow-control.ts';

const CHUNK_BYTES = 1024 * 1024;
/** How long to wait between two looks for more. */
const LOOK_MILLISECONDS = 200;
/** How long reading may go on after following ends, to take what is there by then. */
const MOST_LAST_MILLISECONDS = 2000;

const ENDED: FollowedRead = { kind: 'ended' };

/** Learns what happens to a followed input. */
export interface FollowListener {
  /** Called with each chunk before it is read, to keep it. */
  readonly onBytes?: (chunk: Uint8Array) => void;
  readonly onBegun: (begun: Begun, name: string) => void;
  /** Called if the input cannot be read any further. */
  readonly onFailure: (failure: ReadFailure) => void;
}

/**
 * Feeds an input to a pipeline as it grows, until `control` ends it, or its pipe ends. Yields before and after it adds
 * anything, so that it adds nothing while a step is awaited. `yieldsIdle`: whether a look that finds nothing is a step too.
 */
export async function* followSteps(
  pipeline: Pipeline,
  input: FollowedInput,
  control: FollowControl,
  yieldsIdle: boolean,
  { onBytes, onBegun, onFailure }: FollowListener,
): AsyncGenerator<void> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  let hasCaughtUp = false;
  for (;;) {
    const read = await input.read(chunk).catch((error: unknown) => {
      onFailure(readFailureOf(error, pipeline.counted.inputBytes));
      return ENDED;
    });
    if (read.kind === 'ended') return;
    if (read.kind === 'none') {
      if (!hasCaughtUp) {
        yield;
        pipeline.caughtUp();
      }
      if (control.endedFor > 0) return;
      if (!hasCaughtUp || yieldsIdle) yield;
      hasCaughtUp = true;
      await control.wait(LOOK_MILLISECONDS);
      continue;
    }
    yield;
    hasCaughtUp = false;
    if (read.kind === 'begun') {
      onBegun(read, input.name);
      pipeline.continueIn(input.name);
    } else {
      const bytes = chunk.subarray(0, read.byteLength);
      if (bytes.length === CHUNK_BYTES) pipeline.fellBehind();
      onBytes?.(bytes);
      pipeline.push(bytes);
    }
    yield;
    if (control.endedFor > MOST_LAST_MILLISECONDS) return;
  }
}
