import type { ReactElement } from 'react';
import type { Model } from '../../explorer/model/model.ts';
import { infoRows, NAME_CELLS } from '../../explorer/overlays/info-rows.ts';
import { SmallTable } from '../components/small-table.tsx';

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
  const data = infoRows(model)
    .slice(top, top + height - 1)
    .map(({ name, value }) => ({ about: name.padEnd(NAME_CELLS), 'the file': value }));
  return <SmallTable data={data} />;
}
