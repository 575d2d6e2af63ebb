import type { Hint } from '../../model/command.ts';
import type { Model } from '../../model/model.ts';
import { noEffects, soFar, withMessage } from '../../model/transition.ts';
import { whyMostRejected } from '../../tables/most-rejected.ts';
import { pickUser } from '../events/events-commands.ts';
import { countTexts } from '../scoped-count.ts';
import type { TabSpec } from '../tab-spec.ts';
import { CHOOSE_KEYS, TABLE_HINTS } from '../table-hints.ts';
import {
  focused,
  isAnythingListed,
  listedRowUnderCursor,
  listedTable,
  sameListedRow,
  skippedPanes,
} from './panes.ts';
import { chosenStrays, enterReason, fold, isFoldable, straysOffer, unfold } from './reasons-commands.ts';
import { enterRejection, isFaultAwaited, nextRejection, rejectionsOnScreen } from './rejections-commands.ts';
import { enterStray, listedStrays, requestStrays } from './strays-commands.ts';

/**
 * Skipped: the reasons, which unfold into kinds and values, and below them the rejections, which Enter on one of these
 * narrows.
 */
export const skippedTab: TabSpec = {
  name: 'skipped',
  title: 'Skipped',
  shortTitle: 'Skip',
  count: (context) => countTexts(context, context.dataset?.rejections.count ?? 0, 'rejections'),
  slots: ['rejections', 'strays', 'rejectionPlaces', 'rejectionKinds'],
  panes: skippedPanes,
  hints,
  enter: (model) => {
    if (model.tabs.skipped.pane === 'reasons') return enterReason(model);
    return listedTable(model) === 'strays' ? enterStray(model) : enterRejection(model);
  },
  requestMissing: requestStrays,
  isAwaited: (model) => model.tabs.skipped.pane === 'rejections' && isFaultAwaited(model),
  commands: {
    otherPane: (model) => {
      if (model.tabs.skipped.pane === 'rejections') return noEffects(focused(model, 'reasons'));
      return isAnythingListed(model)
        ? noEffects(focused(model, 'rejections'))
        : withMessage(model, `nothing was rejected${soFar(model)}`);
    },
    nextReject: (model) => nextRejection(model, 1),
    previousReject: (model) => nextRejection(model, -1),
    unfold,
    fold,
    pickUser,
  },
  withDataset: (model, dataset) => sameListedRow(model, { ...model, dataset }),
  rejectionsOnScreen,
  copied: (model) => ({ text: listedRowUnderCursor(model)?.name, what: 'the reason' }),
  exportOffer: (model) =>
    listedTable(model) === 'strays' && model.tabs.skipped.pane === 'rejections'
      ? listedStrays(model)
      : straysOffer(model),
  exportTable: 'rejections',
};

const UNFOLD: Hint = ['unfold', 'unfold'];
const FOLD: Hint = ['fold', 'fold'];

function hints(model: Model): readonly [Hint, ...Hint[]] {
  const keys = whyMostRejected(model) === undefined ? [] : [CHOOSE_KEYS];
  if (model.tabs.skipped.pane === 'rejections') {
    return [['enter', 'its bytes'], ['otherPane', 'reasons'], ...keys, ['pickUser', 'user'], ...TABLE_HINTS];
  }
  const listed = listedTable(model) === 'strays' ? 'stray runs' : 'list';
  const below: readonly Hint[] = isAnythingListed(model) ? [['otherPane', listed]] : [];
  if (chosenStrays(model) !== undefined) {
    return [['enter', 'list them'], ...below, ...keys, ['export', 'export']];
  }
  const row = listedRowUnderCursor(model);
  if (row === undefined || row.kind === 'note') {
    return [
      ['nextTab', 'next tab'],
      ['info', 'about the file'],
    ];
  }
  const foldable = isFoldable(row) ? row : undefined;
  return [
    ['enter', 'its records'],
    ...below,
    ...(foldable === undefined ? [] : [foldable.isUnfolded ? FOLD : UNFOLD]),
    ['pickUser', 'user'],
    ...keys,
    ['export', 'export'],
  ];
}
