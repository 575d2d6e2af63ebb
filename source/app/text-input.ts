import type { FinishedRun } from '../engine/finished-run.ts';
import type { Following } from '../engine/follow/follow-control.ts';
import { run, runFollowed } from '../engine/run.ts';
import type { RunListener } from '../engine/run-listener.ts';
import { FollowedFile } from '../input/follow/followed-file.ts';
import { FollowedPipe } from '../input/follow/followed-pipe.ts';
import type { Source } from '../input/source.ts';
import { CSV_ENCODER } from '../output/tables/csv-encoder.ts';
import { hasOnlyStrayBytes } from '../pipeline/plan/sample.ts';
import { isComplete } from '../pipeline/result/dataset.ts';
import type { RunSettings } from '../pipeline/settings.ts';
import { type BatchInput, named } from './batch-input.ts';
import { readError, withErrorContext } from './errors.ts';
import type { CommandOptions } from './flags.ts';
import { awaitRecord, checkFollowable, whyNotFollowable } from './follow-input.ts';
import type { OpenedText } from './open-input.ts';
import { modifiedText } from './plan-input.ts';
import { planText } from './plan-text.ts';
import { textPool } from './pool-workers.ts';

/** Makes a text the input. `input`: what the text was made of. */
export function textInput(
  input: Source,
  { source, container, notes, notesAfter, noRecordError }: OpenedText,
  options: CommandOptions,
  following: Following | undefined,
): BatchInput {
  const pool = textPool(options);
  return {
    name: source.name,
    modified: modifiedText(source),
    listed: undefined,
    notes,
    notesAfter: (foreign) => named(source.name, notesAfter(foreign)),
    shareRead: (bytesRead) => source.shareRead?.(bytesRead),
    prepare: () => {
      if (following === undefined) pool.start(source.sizeBytes);
    },
    async plan() {
      if (following !== undefined) {
        checkFollowable(input.name, whyNotFollowable(input, source));
        await awaitRecord(source, following.control);
      }
      return planText(source, options, container);
    },
    read: ({ source }, settings, listener) => {
      if (following !== undefined) return readFollowed(source, settings, following, listener);
      return withErrorContext('cannot read', source.name, () =>
        run(source, settings, pool.choice, CSV_ENCODER, listener),
      );
    },
    async changes({ state }) {
      // What is followed is meant to change.
      if (following !== undefined) return [];
      const change = await source.change();
      // A file that became shorter before it was read to its end is a failure, and one that lies elsewhere was read.
      const isReported =
        change === 'longer' || change === 'other' || (change === 'shorter' && isComplete(state));
      return isReported ? [{ path: source.name, change }] : [];
    },
    failureOf: ({ state, totals }) =>
      state.kind === 'failed' ? readError(state.failure, source.name, totals.totalEvents) : undefined,
    noRecordError: ({ strayBytes }) => (strayBytes > 0 ? noRecordError() : undefined),
    async checkRecordless({ head, source, plan }) {
      await withErrorContext('cannot read', source.name, () => source.read(new Uint8Array(1)));
      if (plan.table === undefined && hasOnlyStrayBytes(head)) throw noRecordError();
    },
    warnings: () => [],
  };
}

function readFollowed(
  source: Source,
  settings: RunSettings,
  following: Following,
  listener: RunListener,
): Promise<FinishedRun> {
  const input =
    source.sizeBytes === undefined ? new FollowedPipe(source) : new FollowedFile(source.describe());
  return runFollowed(input, following, settings, CSV_ENCODER, listener);
}
