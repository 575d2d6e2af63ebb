import { rowCellsAt } from './cells.ts';
import type { Exported } from './effects.ts';
import { activeTable } from './lists.ts';
import type { Message, Model, TableName } from './model.ts';
import { lineUnderCursor } from './original-commands.ts';
import { newPrompt } from './prompt.ts';
import { reasonRows } from './reason-rows.ts';
import { only, told, type Updated } from './step.ts';
import { columnsOf } from './tables.ts';

const FILE_NAMES: Readonly<Record<Exported['what'], string>> = {
  sessions: 'sessions.csv',
  rejections: 'skipped.csv',
  events: 'events.csv',
  duplicates: 'duplicates.csv',
  file: '',
};

/** The name that an export of what is shown is offered under; nothing where there is nothing to export. */
export function exportName(model: Model): string | undefined {
  const exported = exportedOf(model);
  if (exported === undefined) return undefined;
  return exported.what === 'file'
    ? `${model.file.name.replace(/^.*\//, '')}.copy`
    : FILE_NAMES[exported.what];
}

function exportedOf(model: Model): Exported | undefined {
  if (model.overlay !== undefined) return undefined;
  if (model.tab === 'original') {
    return { what: 'file', isPart: model.file.isPipe && model.load.state === 'loading' };
  }
  const table: TableName = model.tab === 'skipped' ? 'rejections' : model.tab;
  const { shown } = model[table];
  if (shown === undefined) return undefined;
  const what = table === 'events' && model.eventsView.duplicates ? 'duplicates' : table;
  return { what, dataset: shown.dataset, rows: { rows: shown.rows, rowCount: shown.rowCount } };
}

export function exportTo(model: Model, path: string, overwrite: boolean): Updated {
  const exported = exportedOf(model);
  if (exported === undefined) return told(model, 'there is nothing to export here');
  if (model.task !== undefined) return busy(model);
  return [
    { ...model, task: { what: 'export', text: `writing ${path}` } },
    [{ kind: 'export', exported, path, overwrite }],
  ];
}

export const NOTHING_WRITTEN: Message = { text: 'nothing was written', kind: 'info' };

function busy(model: Model): Updated {
  return told(model, 'one thing at a time: Esc ends what is under way', 'bad');
}

/** What is being written would be lost without a word: that is asked first. */
export function quit(model: Model): Updated {
  return model.task?.what === 'export'
    ? only({ ...model, prompt: newPrompt('quit'), message: undefined })
    : [model, [{ kind: 'quit', exitCode: 0 }]];
}

/** The same file again. */
export function reload(model: Model): Updated {
  if (model.task?.what === 'export') return busy(model);
  return model.file.isPipe
    ? told(model, 'what came through a pipe cannot be read again', 'bad')
    : [model, [{ kind: 'reload' }]];
}

export function openPath(model: Model, path: string): Updated {
  return model.task?.what === 'export' ? busy(model) : [model, [{ kind: 'open', path }]];
}

/** Copies what the cursor is on: a cell, a record, a line, a reason. */
export function copy(model: Model): Updated {
  const copied = copiedOf(model);
  if (copied === undefined) return only(model);
  return copied.text === undefined
    ? told(model, 'there is nothing to copy here')
    : [model, [{ kind: 'copy', text: copied.text, what: copied.what }]];
}

/** Nothing in an empty table, which says so itself; no text where there is nothing that could be copied. */
function copiedOf(model: Model): { readonly text: string | undefined; readonly what: string } | undefined {
  const { overlay } = model;
  if (overlay !== undefined) {
    return { text: overlay.kind === 'record' ? overlay.text : undefined, what: 'the record' };
  }
  if (model.tab === 'original') return { text: lineUnderCursor(model), what: 'the line' };
  const table = activeTable(model);
  if (table === undefined) {
    return { text: reasonRows(model.dataset)[model.reasons.cursor]?.name, what: 'the reason' };
  }
  const text = chosenCell(model, table);
  const { name } = columnsOf(table, model.eventsView.duplicates)[model[table].column];
  return text === undefined ? undefined : { text, what: name };
}

/** The text of the cell that the cursor is on, whole; nothing in an empty table. */
export function chosenCell(model: Model, table: TableName): string | undefined {
  const { shown, viewport, column } = model[table];
  if (shown === undefined || viewport.cursor >= shown.rowCount) return undefined;
  return rowCellsAt(model, table, shown, viewport.cursor)[column];
}
