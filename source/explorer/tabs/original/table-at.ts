import type { TableLayout } from '../../../pipeline/settings.ts';
import type { Model } from '../../model/model.ts';

/** Returns how the file that holds a byte is written, if it is a table, and whether the byte is before its rows. */
export function tableAt(
  { dataset, plan }: Model,
  byteOffset: number,
): { readonly layout: TableLayout; readonly isHeader: boolean } | undefined {
  const file = dataset?.files.startOf(byteOffset);
  const layout = file?.own === undefined ? plan?.table?.layout : file.own.table;
  return layout && { layout, isHeader: byteOffset - (file?.byteBase ?? 0) < layout.headerBytes };
}
