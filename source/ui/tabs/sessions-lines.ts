import type { Model } from '../../explorer/model/model.ts';
import { sessionsLayout } from '../../explorer/tabs/sessions/layout.ts';
import { formatGap } from '../../format/duration.ts';
import { cut } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import { tableLines } from '../components/table-lines.ts';
import { paint } from '../components/theme.ts';

/** Sessions: what sums them up, then the table. */
export function sessionsLines(model: Model, height: number): string[] {
  const { summary, table } = sessionsLayout(height);
  return [
    ...(summary.height > 0 ? [summaryLine(model)] : []),
    ...tableLines(model, 'sessions', table.height, true),
  ];
}

function summaryLine({ options, columns }: Model): string {
  const { gapSeconds } = options;
  const text = gapSeconds === undefined ? 'gap none: one session per user' : `gap ${formatGap(gapSeconds)}`;
  return ` ${paint('dim', cut(`${text} (z)`, columns - 2, marksOf(options).ellipsis))}`;
}
