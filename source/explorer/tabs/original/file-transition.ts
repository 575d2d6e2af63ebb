import type { FileKnown, FileTransition } from '../../file-view/original-state.ts';
import { RecordMarks } from '../../file-view/record-marks.ts';
import { loadState } from '../../model/load-state.ts';
import { type Model, withTabState } from '../../model/model.ts';
import type { Transition } from '../../model/transition.ts';

/** What is known of the file so far. */
export function fileKnown({ dataset, file, load, tabs }: Model): FileKnown {
  const state = loadState({ dataset });
  // Half a record may follow the last one that counts.
  const readBytes = state.kind === 'failed' ? state.failure.byteOffset : 0;
  return {
    // Some files, such as those of /proc, have a size of 0 and contents all the same.
    sizeBytes: Math.min(
      Math.max(file.sizeBytes ?? 0, load.bytesRead, readBytes),
      tabs.original.endFound ?? Number.POSITIVE_INFINITY,
    ),
    indexedBytes: dataset?.inputBytes ?? 0,
    marks: new RecordMarks(dataset),
  };
}

/** Turns a transition of Original into one of the model. */
export function withFileTransition(model: Model, [state, request]: FileTransition): Transition {
  const next = withTabState(model, 'original', state);
  const effects = request === undefined ? [] : [request];
  return request?.kind === 'searchFile'
    ? [{ ...next, task: { what: 'search', text: `searching for ${request.text}` } }, effects]
    : [next, effects];
}
