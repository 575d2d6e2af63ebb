import { Box } from 'ink';
import type { ReactElement } from 'react';
import { LEAST_COLUMNS, LEAST_ROWS, layout, skippedLayout } from '../explorer/layout.ts';
import { type Model, TABS } from '../explorer/model.ts';
import { reasonRows } from '../explorer/reason-rows.ts';
import { tabLabels } from '../explorer/tab-labels.ts';
import { eventsLines } from './events-lines.ts';
import { hintLine, messageLine } from './foot-lines.ts';
import { headerLine } from './header.ts';
import { InfoTable } from './info-table.tsx';
import { originalLines } from './original-lines.ts';
import { overlayLines } from './overlay-lines.ts';
import { ReasonsTable } from './reasons-table.tsx';
import { Rows } from './rows.tsx';
import { StatBoxes } from './stat-boxes.tsx';
import { tableLines } from './table-lines.ts';
import { paint } from './theme.ts';

/** The whole screen, drawn from the model and nothing else. */
export function Screen({ model }: { readonly model: Model }): ReactElement {
  const { columns, rows } = model;
  const places = layout(columns, rows);
  if (places.tooSmall) {
    const lines = [`${columns}x${rows} is too small`, `needs ${LEAST_COLUMNS}x${LEAST_ROWS}`, 'q quits'];
    const fitting = lines.map((line) => line.slice(0, columns));
    return <Rows lines={fitting} width={columns} height={Math.min(lines.length, rows)} />;
  }
  const message = messageLine(model);
  const hasMessageRow = places.message.height > 0;
  const hints = hasMessageRow || message === undefined ? hintLine(model) : message;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Rows lines={[headerLine(model)]} width={columns} height={1} />
      <StatBoxes model={model} height={places.boxes.height} />
      <Rows lines={[tabLine(model)]} width={columns} height={1} />
      <Box height={places.body.height} flexDirection="column">
        <Body model={model} height={places.body.height} />
      </Box>
      {hasMessageRow && <Rows lines={[message ?? '']} width={columns} height={1} />}
      <Rows lines={[hints]} width={columns} height={1} />
    </Box>
  );
}

function tabLine(model: Model): string {
  return tabLabels(model)
    .map((label, index) => (TABS[index] === model.tab ? paint('selected', label) : label))
    .join('');
}

function Body({ model, height }: { readonly model: Model; readonly height: number }): ReactElement {
  const { columns, overlay, tab } = model;
  if (overlay?.kind === 'info')
    return <InfoTable model={model} top={overlay.viewport.cursor} height={height} />;
  if (overlay !== undefined) {
    return <Rows lines={overlayLines(model, overlay, height)} width={columns} height={height} />;
  }
  if (tab === 'skipped') return <Skipped model={model} height={height} />;
  const lines =
    tab === 'sessions'
      ? tableLines(model, 'sessions', height, true)
      : tab === 'events'
        ? eventsLines(model, height)
        : originalLines(model, height);
  return <Rows lines={lines} width={columns} height={height} />;
}

function Skipped({ model, height }: { readonly model: Model; readonly height: number }): ReactElement {
  const { reasons, rejections } = skippedLayout(height, reasonRows(model.dataset).length, model.pane);
  return (
    <>
      {reasons.height > 0 && (
        <Box height={reasons.height} flexDirection="column">
          <ReasonsTable model={model} height={reasons.height} />
        </Box>
      )}
      <Rows
        lines={tableLines(model, 'rejections', rejections.height, model.pane === 'rejections')}
        width={model.columns}
        height={rejections.height}
      />
    </>
  );
}
