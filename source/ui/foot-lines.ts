import { helpHint, hintTexts } from '../explorer/keys/hints.ts';
import { isCutting, isLoading } from '../explorer/model/load-state.ts';
import type { Model, PendingQuery } from '../explorer/model/model.ts';
import { PROMPTS, type PromptState, questionOf } from '../explorer/prompt/prompt.ts';
import { isPaneAwaited } from '../explorer/queries/awaited.ts';
import { queryWords } from '../explorer/queries/awaited-rows.ts';
import { activeList, activeTable, focusedPane } from '../explorer/tabs/active-list.ts';
import { TABS } from '../explorer/tabs/registry.ts';
import type { Span } from '../explorer/view/spans.ts';
import { formatCount, formatCounted, formatWholePercent } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { cut, cutBeforeHint, cutMessage, widthOf } from '../format/text-width.ts';
import type { Query } from '../query/query.ts';
import { marksOf } from './components/marks.ts';
import { wideCell } from './components/table-lines.ts';
import { paint } from './components/theme.ts';
import { TAB_DRAWINGS } from './tabs/registry.ts';

/** At least so many blanks before the position, as between two hints: with one, `q quit 2 of 9` reads as one hint. */
const GAP_CELLS = 2;

/** The last line of the screen: the hints, or what takes their place, and the position of the cursor. */
export function footLine(model: Model): string {
  const { prompt, columns, options } = model;
  if (prompt !== undefined) return promptLine(prompt, model);
  const position = positionText(model);
  const message = messageOf(model);
  if (message === undefined) return hintLine(model, position);
  const { style, text, shorten } = message;
  const shown = shorten(text, columns - 2, marksOf(options).ellipsis);
  const room = columns - 2 - widthOf(shown) - GAP_CELLS;
  // The first thing that a user sees may be a message: it must not hide the key for help.
  const help = helpHint(model);
  const helpCells = help === undefined ? 0 : widthOf(help.key) + help.label.length + 1;
  const hint = help === undefined ? '' : `${help.key} ${paint('dim', help.label)}`;
  const ends = [
    { text: `${hint}  ${position}`, cells: helpCells + 2 + widthOf(position) },
    { text: hint, cells: helpCells },
    { text: position, cells: widthOf(position) },
  ];
  const end = ends.find(({ cells }) => cells <= room);
  return ` ${paint(style, shown)}${end === undefined ? '' : ' '.repeat(room + GAP_CELLS - end.cells) + end.text}`;
}

function hintLine(model: Model, position: string): string {
  const room = model.columns - 2 - widthOf(position) - (position === '' ? 0 : GAP_CELLS);
  const hints = hintTexts(model, room);
  const text = hints.map(({ key, label }) => `${key} ${paint('dim', label)}`).join('  ');
  const width = hints.reduce((sum, { key, label }) => sum + widthOf(key) + label.length + 3, -2);
  return ` ${text}${' '.repeat(Math.max(1, model.columns - 2 - width - widthOf(position)))}${position}`;
}

function positionText(model: Model): string {
  const list = activeList(model);
  if (list === undefined) return TABS[model.tab].scroller?.position(model) ?? '';
  const { viewport, count, height, isText } = list;
  if (isText) return count <= 1 ? 'all' : formatWholePercent(viewport.cursor, count - 1, Math.round);
  // Old rows stay until the filtered ones arrive.
  if (isAwaited(model)) return `${marksOf(model.options).ellipsis} `;
  // The list itself says why it has no rows.
  if (height < 1 || count === 0) return '';
  if (viewport.cursor >= count) return 'no match';
  // The first row of the picker is not a user.
  const others = model.overlay?.kind === 'users' ? 1 : 0;
  if (viewport.cursor < others) return formatCounted(count - others, 'user');
  return `${formatCount(viewport.cursor + 1 - others)} of ${formatCount(count - others)}`;
}

/** Whether what the active list should have is still to come. */
function isAwaited(model: Model): boolean {
  if (model.dataset === undefined) return isLoading(model);
  const pane = model.overlay === undefined ? focusedPane(model) : undefined;
  return pane !== undefined && isPaneAwaited(model, pane);
}

/** A safe text, and how to cut it if it is too long: the end of a path says more than its middle. */
interface FootMessage extends Span {
  readonly shorten: typeof cut;
}

/** Returns the running task, else the last message, else the whole text of a cell that is shown in part. */
function messageOf(model: Model): FootMessage | undefined {
  const { task, message, cutShare } = model;
  if (task !== undefined)
    return { style: 'warn', text: `${safeText(task.text)} (Esc cancels)`, shorten: cutMessage };
  if (cutShare !== undefined && isCutting(model)) {
    return { style: 'warn', text: `cutting sessions ${formatWholePercent(cutShare, 1)}`, shorten: cut };
  }
  const waiting = shownQuery(model);
  if (waiting?.share !== undefined) {
    const share = `${queryWords(waiting.query)} ${formatWholePercent(waiting.share, 1)}`;
    return {
      style: 'warn',
      text: `${share}${isEndedByEsc(model, waiting.query) ? ' (Esc cancels)' : ''}`,
      shorten: cut,
    };
  }
  if (message !== undefined) {
    return {
      style: message.kind === 'info' ? 'plain' : message.kind,
      text: safeText(message.text),
      shorten: cutMessage,
    };
  }
  if (model.overlay !== undefined) return undefined;
  const { fault } = TAB_DRAWINGS[model.tab];
  if (fault !== undefined) {
    const text = fault(model);
    return text === undefined ? undefined : { style: 'bad', text, shorten: cut };
  }
  const table = activeTable(model);
  const cell = table && wideCell(model, table);
  return cell && { style: 'plain', ...cell };
}

/** Returns the query whose progress is shown: that of the list, else the oldest, so that the line does not flip. */
function shownQuery(model: Model): PendingQuery | undefined {
  const table = activeTable(model);
  const queries = Object.values(model.pending)
    .filter(({ query, share }) => share !== undefined && queryWords(query) !== undefined)
    .sort((a, b) => a.id - b.id);
  return queries.find(({ query }) => query.kind === table) ?? queries[0];
}

/** Whether the user has started it: other queries follow from more of the file having been read. */
function isEndedByEsc(model: Model, { kind }: Query): boolean {
  const table = activeTable(model);
  return kind === 'find' || (kind === table && model.tables[table].cursorTarget.at === 'top');
}

function promptLine(prompt: PromptState, { columns, options }: Model): string {
  const { cursor, ellipsis } = marksOf(options);
  const question = questionOf(prompt);
  if (question !== undefined)
    return ` ${paint('warn', cutMessage(safeText(question), columns - 2, ellipsis))}`;
  const { label, hint: emptyHint } = PROMPTS[prompt.purpose];
  const characters = [...prompt.text];
  const before = safeText(characters.slice(0, prompt.at).join(''));
  const at = safeText(characters.slice(prompt.at, prompt.at + 1).join(''));
  const after = safeText(characters.slice(prompt.at + 1).join(''));
  const isCalm = prompt.note === '';
  const hint = prompt.hint ?? (prompt.text === '' ? emptyHint : undefined);
  const said = isCalm ? (hint ?? '') : prompt.note;
  const note = said === '' ? '' : `   ${safeText(said)}`;
  const all = Math.max(1, columns - widthOf(label) - 3);
  // What is wrong with a text has half of the line, however long the text is.
  const room = isCalm ? all : Math.max(Math.ceil(all / 2), all - widthOf(note));
  // A long text is scrolled so that its end, or the cursor, is on the screen.
  let shown = [...before].slice(-room).join('');
  while (widthOf(shown) > room - widthOf(at) && shown !== '') shown = [...shown].slice(1).join('');
  const caret = at === '' ? cursor : paint('selected', at);
  const left = room - widthOf(shown) - Math.max(1, widthOf(at));
  const rest = cut(after, Math.max(0, left), ellipsis);
  const noteRoom = Math.max(0, left - widthOf(rest) + all - room);
  const noted = cutBeforeHint(note, noteRoom, ellipsis);
  const text = prompt.isOffered ? paint('selected', shown) : `${shown}${caret}${rest}`;
  return ` ${paint('bold', label)}${text}${noted === '' ? '' : paint(isCalm ? 'dim' : 'warn', noted)}`;
}
