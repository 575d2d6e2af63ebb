import type { ReactElement } from 'react';
import type { Model } from '../../explorer/model/model.ts';
import { infoRows } from '../../explorer/overlays/info-rows.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut } from '../../format/text-width.ts';
import { marksOf } from '../components/marks.ts';
import { CELL_PADDING, SmallTable } from '../components/small-table.tsx';

const NAME_CELLS = 18;

/** The summary of the file and its settings, from row `top` on. */
export function InfoTable({
  model,
  top,
  height,
}: {
  readonly model: Model;
  readonly top: number;
  readonly height: number;
}): ReactElement {
  const { ellipsis } = marksOf(model.options);
  const room = model.columns - NAME_CELLS - 4 * CELL_PADDING;
  const data = infoRows(model)
    .slice(top, top + height - 1)
    .map(({ name, value }) => ({
      about: name.padEnd(NAME_CELLS),
      'the file': cut(safeText(value), room, ellipsis),
    }));
  return <SmallTable data={data} />;
}
