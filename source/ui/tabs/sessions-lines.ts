import type { Model } from '../../explorer/model/model.ts';
import { sessionsLayout } from '../../explorer/tabs/sessions/layout.ts';
import { summaryLine } from '../../explorer/tabs/sessions/summary.ts';
import { formatWholePercent } from '../../format/human-format.ts';
import { tableLines } from '../components/table-lines.ts';
import { paintLine } from '../components/theme.ts';

/** Sessions: what sums them up, then their table, or that of the users. */
export function sessionsLines(model: Model, height: number): string[] {
  const { summary, table } = sessionsLayout(height);
  return [
    ...(summary.height > 0 ? [sumLine(model)] : []),
    ...tableLines(model, model.tabs.sessions.view, table.height, true),
  ];
}

function sumLine(model: Model): string {
  const { options, columns, tabs, pending } = model;
  const { gapSeconds, ascii } = options;
  const share = pending.sessionStats?.share;
  const progress = share === undefined ? '' : `counting ${formatWholePercent(share, 1)}`;
  // Those of before stay until the others arrive.
  const stats = share === undefined ? tabs.sessions.stats?.stats : undefined;
  return ` ${paintLine(summaryLine({ gapSeconds, stats, progress, width: columns - 2, ascii }))}`;
}
