import { Box } from 'ink';
import type { ReactElement } from 'react';
import { whyMostRejected } from '../../explorer/tables/most-rejected.ts';
import { listedTable, skippedLayoutOf } from '../../explorer/tabs/skipped/panes.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import { Rows } from '../components/rows.tsx';
import { tableLines } from '../components/table-lines.ts';
import { paint } from '../components/theme.ts';
import { faultLines } from './fault-lines.ts';
import { ReasonsTable } from './reasons-table.tsx';
import type { BodyProps } from './tab-drawing.tsx';

/** Skipped: the reasons above the rejections and the bytes of one, or on a low screen the active pane. */
export function Skipped({ model, height }: BodyProps): ReactElement {
  const { pane } = model.tabs.skipped;
  const why = whyMostRejected(model);
  const { hint, reasons, gap, rejections, bytes } = skippedLayoutOf(model, height);
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
      <Rows lines={[]} width={model.columns} height={gap.height} />
      <Rows
        lines={tableLines(model, listedTable(model), rejections.height, pane === 'rejections')}
        width={model.columns}
        height={rejections.height}
      />
      <Rows lines={faultLines(model, bytes.height)} width={model.columns} height={bytes.height} />
    </>
  );
}
