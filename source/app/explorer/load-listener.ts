import type { LoadListener } from '../../engine/load/load-client.ts';
import type { Action } from '../../explorer/model/action.ts';
import { newBeginningText } from '../follow-input.ts';
import type { OpenedFile } from './opened-file.ts';
import { plainReason, withPlainFailure } from './plain-failure.ts';

/** Turns what a load reports about a file into actions. */
export function loadListener(file: OpenedFile, dispatch: (action: Action) => void): LoadListener {
  const began = performance.now();
  const { name } = file.state;
  file.news.listen(dispatch);
  return {
    onDataset: (dataset, bytesRead) => {
      file.input.know(dataset);
      const seconds = (performance.now() - began) / 1000;
      const bytesPerSecond = seconds > 0.2 ? bytesRead / seconds : 0;
      const shareRead = file.input.shareRead(bytesRead);
      const plain = withPlainFailure(dataset, name);
      dispatch({ kind: 'loaded', dataset: plain, bytesRead, bytesPerSecond, shareRead });
    },
    onRead: (foreign) => {
      dispatch({ kind: 'noted', notes: file.input.notesAfter(foreign) });
    },
    onBegun: (begun, which) => {
      file.input.onBegun(begun);
      dispatch({ kind: 'begun', text: newBeginningText(which, begun.why) });
    },
    onListed: (listed, number) => file.input.onListed(listed, number),
    onDied: (message, code) => dispatch({ kind: 'loaderDied', message: plainReason(message, code, name) }),
    onAnswer: (id, answer) => dispatch({ kind: 'answered', id, answer }),
    onProgress: (id, share) => dispatch({ kind: 'queryProgress', id, share }),
    onGapProgress: (share) => dispatch({ kind: 'gapProgress', share }),
    onQueryFailed: (id, message) => dispatch({ kind: 'queryFailed', id, message }),
  };
}
