import { Box } from 'ink';
import type { ReactElement } from 'react';
import { whyMostRejected } from '../../explorer/tables/most-rejected.ts';
import { skippedLayout } from '../../explorer/tabs/skipped/layout.ts';
import { reasonRows, strayRows } from '../../explorer/tabs/skipped/reason-rows.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import { Rows } from '../components/rows.tsx';
import { tableLines } from '../components/table-lines.ts';
import { paint } from '../components/theme.ts';
import { ReasonsTable } from './reasons-table.tsx';
import type { BodyProps } from './tab-drawing.tsx';

/** Skipped: the reasons above the rejections, or on a low screen the active pane. */
export function Skipped({ model, height }: BodyProps): ReactElement {
  const { pane } = model.tabs.skipped;
  const why = whyMostRejected(model);
  const count = reasonRows(model.dataset).length;
  const strays = strayRows(model.dataset).length;
  const { hint, reasons, rejections } = skippedLayout(height, count, pane, why !== undefined, strays);
  const { ellipsis } = marksOf(model.options);
  return (
    <>
      {hint.height > 0 && (
        <Rows
          lines={[` ${paint('bad', cut(safeText(why ?? ''), model.columns - 2, ellipsis))}`]}
          width={model.columns}
          height={1}
        />
      )}
      {reasons.height > 0 && (
        <Box height={reasons.height} flexDirection="column">
          <ReasonsTable model={model} height={reasons.height} />
        </Box>
      )}
      <Rows
        lines={tableLines(model, 'rejections', rejections.height, pane === 'rejections')}
        width={model.columns}
        height={rejections.height}
      />
    </>
  );
}
