import { hintTexts } from '../explorer/hints.ts';
import { activeList, activeTable } from '../explorer/lists.ts';
import type { Model } from '../explorer/model.ts';
import { originalPosition } from '../explorer/original-commands.ts';
import { PROMPT_LABELS, type PromptState, questionOf } from '../explorer/prompt.ts';
import { reasonName } from '../explorer/reason-rows.ts';
import { formatCount } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { cut, widthOf } from '../format/text-width.ts';
import type { Query } from '../query/query.ts';
import { marksOf } from './marks.ts';
import { noteUnderCursor } from './original-lines.ts';
import { wideCell } from './table-lines.ts';
import { paint } from './theme.ts';

/** The hints, and where the cursor is. */
export function hintLine(model: Model): string {
  const position = positionText(model);
  const room = model.columns - widthOf(position) - 3;
  const hints = hintTexts(model, room);
  const text = hints.map(({ key, label }) => `${paint('bold', key)} ${paint('dim', label)}`).join('  ');
  const width = hints.reduce((sum, { key, label }) => sum + widthOf(key) + label.length + 3, -2);
  return ` ${text}${' '.repeat(Math.max(1, model.columns - 2 - width - widthOf(position)))}${position}`;
}

function positionText(model: Model): string {
  const list = activeList(model);
  if (list === undefined) return originalPosition(model);
  const { viewport, count, height, isText } = list;
  if (isText) return count <= 1 ? 'all' : `${Math.round((100 * viewport.cursor) / (count - 1))}%`;
  const { ellipsis } = marksOf(model.options);
  const table = activeTable(model);
  const filter = table && model[table].filter;
  // Old rows stay until those of the filter come.
  const isComing =
    table !== undefined && model.pending[table] !== undefined && model[table].arrival.at === 'top';
  if (isComing) return `${ellipsis} `;
  const filtered =
    filter === undefined ? '' : `${filter.leaveOut ? '&!' : '&'}${cut(safeText(filter.text), 16, ellipsis)} `;
  const narrowed = table === 'rejections' && model.reason !== undefined ? `${reasonName(model.reason)} ` : '';
  if (height < 1 || count === 0) return `${filtered}${narrowed}no rows`;
  if (viewport.cursor >= count) return 'no match';
  return `${filtered}${narrowed}${formatCount(viewport.cursor + 1)} of ${formatCount(count)}`;
}

/** What is being typed, else what is under way, else what happened, else the whole of a cell that is cut; or nothing. */
export function messageLine(model: Model): string | undefined {
  const { prompt, task, message, columns, options } = model;
  const { ellipsis } = marksOf(options);
  if (prompt !== undefined) return promptLine(prompt, model);
  if (task !== undefined)
    return ` ${paint('warn', cut(`${safeText(task.text)} (Esc ends it)`, columns - 2, ellipsis))}`;
  const waiting = Object.values(model.pending).find(({ share }) => share !== undefined);
  if (waiting?.share !== undefined) {
    const share = `${waitingFor(waiting.query)} ${Math.floor(100 * waiting.share)}%`;
    return ` ${paint('warn', `${share}${isEndedByEsc(model, waiting.query) ? ' (Esc ends it)' : ''}`)}`;
  }
  if (message !== undefined) {
    const style = message.kind === 'info' ? 'plain' : message.kind;
    return ` ${paint(style, cut(safeText(message.text), columns - 2, ellipsis))}`;
  }
  if (model.tab === 'original' && model.overlay === undefined) {
    const note = noteUnderCursor(model);
    return note === undefined ? undefined : ` ${paint('bad', cut(note, columns - 2, ellipsis))}`;
  }
  const table = activeTable(model);
  const cell = table && wideCell(model, table);
  return cell === undefined ? undefined : ` ${cut(cell, columns - 2, ellipsis)}`;
}

function waitingFor(query: Query): string {
  if (query.kind === 'find') return 'searching';
  if (query.kind === 'trend') return 'counting';
  return query.filter === undefined ? 'putting rows in order' : 'filtering';
}

/** What somebody has asked for; not what follows from more of the file having been read. */
function isEndedByEsc(model: Model, { kind }: Query): boolean {
  const table = activeTable(model);
  return kind === 'find' || (kind === table && model[table].arrival.at === 'top');
}

function promptLine(prompt: PromptState, { columns, options }: Model): string {
  const { cursor, ellipsis } = marksOf(options);
  const question = questionOf(prompt);
  if (question !== undefined) return ` ${paint('warn', cut(safeText(question), columns - 2, ellipsis))}`;
  const label = PROMPT_LABELS[prompt.purpose];
  const characters = [...prompt.text];
  const before = safeText(characters.slice(0, prompt.at).join(''));
  const at = safeText(characters.slice(prompt.at, prompt.at + 1).join(''));
  const after = safeText(characters.slice(prompt.at + 1).join(''));
  const note = prompt.note === '' ? '' : `   ${safeText(prompt.note)}`;
  const room = Math.max(1, columns - widthOf(label) - 3);
  // A long text is seen from where its end, or the cursor, is on the screen.
  let shown = [...before].slice(-room).join('');
  while (widthOf(shown) > room - widthOf(at) && shown !== '') shown = [...shown].slice(1).join('');
  const caret = at === '' ? cursor : paint('selected', at);
  const left = room - widthOf(shown) - Math.max(1, widthOf(at));
  const rest = cut(after, Math.max(0, left), ellipsis);
  const noted = cut(note, Math.max(0, left - widthOf(rest)), ellipsis);
  return ` ${paint('bold', label)}${shown}${caret}${rest}${noted === '' ? '' : paint('warn', noted)}`;
}
