import { isLoaded, isLoading } from '../explorer/model/load-state.ts';
import type { Model } from '../explorer/model/model.ts';
import { formatBytes, formatCounted, formatWholePercent } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { cut, widthOf } from '../format/text-width.ts';
import { type Marks, marksOf } from './components/marks.ts';
import { paint } from './components/theme.ts';

const BAR_CELLS = 10;

/** File, size, records; and how far reading has come. */
export function headerLine(model: Model): string {
  const { file, dataset, columns, load } = model;
  const marks = marksOf(model.options);
  const state = stateText(model, marks);
  const room = columns - widthOf(state) - 3;
  const name = safeText(file.isSample ? 'sample (no file was named)' : file.name);
  const size = formatBytes(file.sizeBytes ?? load.bytesRead);
  const events = formatCounted(dataset?.totalEvents ?? 0, 'record');
  const facts = [`  ${size}  ${events}`, `  ${size}`, ''].find((text) => text.length + 8 <= room) ?? '';
  const shown = cut(name, Math.max(1, room - facts.length), marks.ellipsis);
  const blanks = ' '.repeat(Math.max(1, columns - 2 - widthOf(shown) - facts.length - widthOf(state)));
  const style = hasFailed(model) ? 'bad' : file.changed ? 'warn' : isLoaded(model) ? 'good' : 'plain';
  return ` ${paint('bold', shown)}${paint('dim', facts)}${blanks}${paint(style, state)}`;
}

function hasFailed(model: Model): boolean {
  return !isLoading(model) && !isLoaded(model);
}

function stateText(model: Model, { full, empty }: Marks): string {
  const { load, file, columns } = model;
  if (hasFailed(model)) return 'failed';
  if (file.changed) return columns < 60 ? 'changed' : 'changed on disk (r reads again)';
  if (isLoaded(model)) return 'done';
  const rate = load.bytesPerSecond > 0 ? `  ${formatBytes(load.bytesPerSecond)}/s` : '';
  if (file.sizeBytes === undefined || file.sizeBytes === 0) {
    return columns < 60 ? formatBytes(load.bytesRead) : `reading ${formatBytes(load.bytesRead)}${rate}`;
  }
  const share = Math.min(1, load.bytesRead / file.sizeBytes);
  const percent = formatWholePercent(share, 1);
  if (columns < 60) return percent;
  if (share === 1) return 'grouping';
  const filled = Math.floor(BAR_CELLS * share);
  return `loading ${full.repeat(filled)}${empty.repeat(BAR_CELLS - filled)} ${percent}${rate}`;
}
