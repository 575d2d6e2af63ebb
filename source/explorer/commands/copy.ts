import type { Model } from '../model/model.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import { pinCommand } from '../overlays/pin-command.ts';
import { cellsOf, columnsOf, type TableName } from '../tables/registry.ts';
import { selectedId } from '../tables/table-state.ts';
import { focusedPane } from '../tabs/active-list.ts';
import { TABS } from '../tabs/registry.ts';
import type { Copied } from '../tabs/tab-spec.ts';

/** Copies what the cursor is on: a cell, a record, a line, a reason. */
export function copy(model: Model): Transition {
  const copied = copiedOf(model);
  // An empty table shows its own text.
  if (copied === undefined) return noEffects(model);
  if ('lineAtByteOffset' in copied) {
    return [model, [{ kind: 'copyLine', byteOffset: copied.lineAtByteOffset }]];
  }
  return copied.text === undefined
    ? withMessage(model, 'there is nothing to copy here')
    : [model, [{ kind: 'copy', text: copied.text, what: copied.what }]];
}

function copiedOf(model: Model): Copied | undefined {
  const { overlay } = model;
  if (overlay?.kind === 'info') {
    return { text: pinCommand(model), what: 'the command that reads the file like this' };
  }
  if (overlay?.kind === 'command') return { text: overlay.text, what: 'the command' };
  if (overlay !== undefined) {
    return { text: overlay.kind === 'record' ? overlay.text : undefined, what: 'the record' };
  }
  const table = focusedPane(model)?.table;
  if (table === undefined) return TABS[model.tab].copied?.(model);
  const text = selectedCell(model, table);
  const { column } = model.tables[table];
  const what = columnsOf(table, model).find(({ name }) => name === column)?.header ?? column;
  return text === undefined ? undefined : { text, what };
}

/** Returns the whole text of the cell that the cursor is on; undefined in an empty table. */
export function selectedCell(model: Model, table: TableName): string | undefined {
  const state = model.tables[table];
  return cellsOf(model, table, state, selectedId(state))?.[state.column];
}
