import { isExtension } from '../../pipeline/group/extend-grouping.ts';
import { hasCaughtUp, isComplete, LOADING, type LoadState, mayGrow } from '../../pipeline/result/dataset.ts';
import type { Model } from './model.ts';

/** What a model knows of the load of its file. */
export type Loaded = Pick<Model, 'dataset' | 'load'>;

/** Returns how far the file was read, by the newest dataset. Stays `loading` if the worker that loads it died. */
export function loadState({ dataset }: Pick<Model, 'dataset'>): LoadState {
  return dataset?.state ?? LOADING;
}

/** Whether more of the file may come. */
export function isLoading(model: Loaded): boolean {
  return model.load.died === undefined && mayGrow(loadState(model));
}

/** Whether all that there is of a followed file is loaded. */
export function isFollowing(model: Loaded & Pick<Model, 'file'>): boolean {
  if (model.file.isFollowed !== true || !isLoading(model)) return false;
  const { file, load } = model;
  // A file that got more than is read at once is behind for a moment.
  const isBeyond = file.sizeBytes !== undefined && load.bytesRead > file.sizeBytes;
  return file.isPipe || model.dataset === undefined || isBeyond || loadState(model).kind === 'following';
}

/** Whether all of the file is loaded. It is neither this nor loading if reading failed or the worker died. */
export function isLoaded(model: Loaded): boolean {
  return model.load.died === undefined && isComplete(loadState(model));
}

/**
 * Whether the numbers of the dataset cover all that there is of the file by now, but for the last few events of a followed
 * file, which are grouped within a second.
 */
export function isUpToDate({ dataset }: Pick<Model, 'dataset'>): boolean {
  if (dataset === undefined || !hasCaughtUp(dataset.state)) return false;
  const eventCount = dataset.grouping?.eventCount ?? 0;
  return isComplete(dataset.state) || isExtension(eventCount, dataset.store.count - eventCount);
}

/** Whether sessions are being cut by another gap than those of the dataset. */
export function isCutting({ dataset, load, options }: Loaded & Pick<Model, 'options'>): boolean {
  const grouping = dataset?.grouping;
  return load.died === undefined && grouping !== undefined && grouping.gapSeconds !== options.gapSeconds;
}

/** Whether the numbers of the dataset are those of the whole file. */
export function hasWholeFile(model: Pick<Model, 'dataset'>): boolean {
  return isComplete(loadState(model));
}

/**
 * Names the state of the file that answers about rejections are for: the last regrouping and, once the end of the file is
 * reached, their number. A followed file may get rejections alone, which cause no regrouping. Before the end their number
 * is left out, or each dataset would have the records of all of them read again.
 */
export function asOfRejections({ dataset, generation }: Pick<Model, 'dataset' | 'generation'>): string {
  return dataset !== undefined && hasCaughtUp(dataset.state)
    ? `${generation}/${dataset.rejections.count}`
    : String(generation);
}
