import { isCutting, isLoading } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import { isOtherQuestion } from '../../explorer/queries/awaited-rows.ts';
import { sessionsLayout } from '../../explorer/tabs/sessions/layout.ts';
import { summaryLine } from '../../explorer/tabs/sessions/summary.ts';
import { formatProgress } from '../../format/human-format.ts';
import { tableLines } from '../components/table-lines.ts';
import { paintLine } from '../components/theme.ts';

/** Sessions: their summary, then their table, or that of the users. */
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
  // While the file loads, the last numbers stay until newer ones arrive; after a key they would be wrong.
  const held = tabs.sessions.stats;
  const asked = pending.sessionStats;
  const isOther =
    held !== undefined &&
    (held.gapSeconds !== gapSeconds || (asked !== undefined && isOtherQuestion(held.key, asked)));
  const isCounting = isCutting(model) || isOther || (share !== undefined && !isLoading(model));
  const stats = isCounting ? undefined : held?.stats;
  const progress = formatProgress('counting', share, ascii);
  return ` ${paintLine(summaryLine({ gapSeconds, stats, progress, width: columns - 2, ascii, isPart: isLoading(model) }))}`;
}
