import type { Model } from '../model/model.ts';
import type { RecordOverlay } from '../model/overlay.ts';
import type { Transition } from '../model/transition.ts';
import { AT_TOP } from '../view/viewport.ts';

/** Opens a whole record, once it is read. */
export function showRecord(
  model: Model,
  record: Pick<RecordOverlay, 'byteOffset' | 'byteLength' | 'title' | 'note'>,
): Transition {
  const { byteOffset, byteLength } = record;
  const overlay: RecordOverlay = {
    kind: 'record',
    viewport: AT_TOP,
    lines: undefined,
    text: '',
    ...record,
  };
  return [{ ...model, overlay }, [{ kind: 'readRecord', byteOffset, byteLength }]];
}
