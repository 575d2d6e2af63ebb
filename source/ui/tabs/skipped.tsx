import { Box } from 'ink';
import type { ReactElement } from 'react';
import { skippedLayout } from '../../explorer/tabs/skipped/layout.ts';
import { reasonRows } from '../../explorer/tabs/skipped/reason-rows.ts';
import { Rows } from '../components/rows.tsx';
import { tableLines } from '../components/table-lines.ts';
import { ReasonsTable } from './reasons-table.tsx';
import type { BodyProps } from './tab-drawing.tsx';

/** Skipped: the reasons above the rejections, or on a low screen the active pane. */
export function Skipped({ model, height }: BodyProps): ReactElement {
  const { pane } = model.tabs.skipped;
  const { reasons, rejections } = skippedLayout(height, reasonRows(model.dataset).length, pane);
  return (
    <>
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
