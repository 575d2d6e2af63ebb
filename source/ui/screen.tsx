import { Box } from 'ink';
import type { ReactElement } from 'react';
import { layoutOf } from '../explorer/model/layout.ts';
import type { Model } from '../explorer/model/model.ts';
import { tabLabels, tabOrder } from '../explorer/tabs/tab-labels.ts';
import { LEAST_COLUMNS, LEAST_ROWS } from '../explorer/view/screen-layout.ts';
import { chipLine } from './chip-line.ts';
import { Rows } from './components/rows.tsx';
import { paint } from './components/theme.ts';
import { footLine } from './foot-lines.ts';
import { headerLine, planHeaderLine } from './header.ts';
import { InfoTable } from './overlays/info-table.tsx';
import { overlayLines } from './overlays/overlay-lines.ts';
import { StatBoxes } from './stat-boxes.tsx';
import { TAB_DRAWINGS } from './tabs/registry.ts';

/** The whole screen, drawn from the model and nothing else. */
export function Screen({ model }: { readonly model: Model }): ReactElement {
  const { columns, rows } = model;
  const places = layoutOf(model);
  if (places.tooSmall) {
    const lines = [`${columns}x${rows} is too small`, `needs ${LEAST_COLUMNS}x${LEAST_ROWS}`, 'q quits'];
    const fitting = lines.map((line) => line.slice(0, columns));
    return <Rows lines={fitting} width={columns} height={Math.min(lines.length, rows)} />;
  }
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Rows lines={[headerLine(model)]} width={columns} height={1} />
      {places.plan.height > 0 && <Rows lines={[planHeaderLine(model)]} width={columns} height={1} />}
      <StatBoxes model={model} height={places.boxes.height} />
      <Rows lines={[tabLine(model)]} width={columns} height={1} />
      {places.chips.height > 0 && <Rows lines={[chipLine(model, columns)]} width={columns} height={1} />}
      <Box height={places.body.height} flexDirection="column">
        <Body model={model} height={places.body.height} />
      </Box>
      <Rows lines={[footLine(model)]} width={columns} height={1} />
    </Box>
  );
}

function tabLine(model: Model): string {
  const tabs = tabOrder();
  const labels = tabLabels(model);
  const line = labels
    .map((label, index) => (tabs[index] === model.tab ? paint('selected', label) : label))
    .join('');
  const room = model.columns - labels.join('').length;
  return layoutOf(model).chips.height > 0 ? line : `${line}${chipLine(model, room)}`;
}

function Body({ model, height }: { readonly model: Model; readonly height: number }): ReactElement {
  const { columns, overlay, tab } = model;
  if (overlay?.kind === 'info')
    return <InfoTable model={model} top={overlay.viewport.cursor} height={height} />;
  if (overlay !== undefined) {
    return <Rows lines={overlayLines(model, overlay, height)} width={columns} height={height} />;
  }
  const drawing = TAB_DRAWINGS[tab];
  return <drawing.Body model={model} height={height} />;
}
