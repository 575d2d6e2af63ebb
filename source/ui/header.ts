import { isFollowing, isLoaded, isLoading } from '../explorer/model/load-state.ts';
import type { Model } from '../explorer/model/model.ts';
import { planParts } from '../explorer/overlays/plan-parts.ts';
import { formatBytes, formatCounted, formatWholePercent } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { cut, cutStart, widthOf } from '../format/text-width.ts';
import { type Marks, marksOf } from './components/marks.ts';
import { paint } from './components/theme.ts';

const BAR_CELLS = 10;
/** The fewest cells that a name gets: facts beside it give way to it. */
const LEAST_NAME_CELLS = 16;

/** File, size, records; and how far reading has come. */
export function headerLine(model: Model): string {
  const { file, dataset, columns, load } = model;
  const marks = marksOf(model.options);
  const state = stateText(model, marks);
  const room = columns - widthOf(state) - 3;
  // New files may join followed ones.
  const fileCount = Math.max(file.files?.count ?? 0, dataset?.files.names?.length ?? 0);
  const files = file.files === undefined ? '' : ` (${formatCounted(fileCount, 'file')})`;
  const name = safeText(file.isSample ? 'sample (no file was named)' : file.name);
  const nameCells = Math.min(widthOf(name), LEAST_NAME_CELLS) + files.length;
  // A followed file has more than when it was opened.
  const size = formatBytes(Math.max(file.sizeBytes ?? 0, load.bytesRead));
  const events = formatCounted(dataset?.totalEvents ?? 0, 'record');
  // Times in another zone than UTC must not be taken for UTC: that goes before size and records.
  const zone = model.options.zone === undefined ? '' : `  times in ${model.options.zone}`;
  const facts =
    [`  ${size}  ${events}${zone}`, `  ${size}${zone}`, zone].find(
      (text) => text.length + nameCells <= room,
    ) ?? '';
  // The end of a path says most.
  const shown = cutStart(name, Math.max(1, room - facts.length - files.length), marks.ellipsis) + files;
  const blanks = ' '.repeat(Math.max(1, columns - 2 - widthOf(shown) - facts.length - widthOf(state)));
  const style = hasFailed(model) ? 'bad' : file.changed ? 'warn' : isLoaded(model) ? 'good' : 'plain';
  return ` ${paint('bold', shown)}${paint('dim', facts)}${blanks}${paint(style, state)}`;
}

/** The parts of a plan that are keys of a record. */
const KEY_ROLES: readonly string[] = ['user', 'time', 'type', 'id'];

/** A role that has no key. */
const WITHOUT_KEY: Readonly<Record<string, string>> = { user: 'one user', type: 'no type' };

/**
 * What is read as user, time and type, where that is not the standard: in words, or on a narrow screen the ends of the
 * keys in this order.
 */
export function planHeaderLine({ plan, columns, options }: Model): string {
  if (plan === undefined) return '';
  const { ellipsis } = marksOf(options);
  const room = columns - 2;
  const parts = planParts(plan);
  const joined = (textOf: (role: string, keys: string) => string): string =>
    parts
      .map(({ role, keys, isContainer }) => {
        if (keys === undefined) return WITHOUT_KEY[role];
        return isContainer ? safeText(keys) : textOf(role, safeText(keys));
      })
      .join(', ');
  const whole = joined((role, keys) => `${role} ${keys}`);
  const inWords = joined((role, keys) => `${role} from ${keys}`);
  const ends = joined((role, keys) => `${role} ${pathStart(keys, ellipsis)}${endOf(keys, ellipsis)}`);
  const bareOf = (shown: typeof parts): string =>
    shown.map(({ keys }) => (keys === undefined ? 'none' : endOf(safeText(keys), ellipsis))).join(', ');
  const origin = parts.some((part) => part.origin === 'found') ? 'found' : 'named';
  const forms = [
    `reading ${inWords} (${origin}; i shows the flags, M changes it)`,
    `reading ${inWords} (${origin}; M changes it)`,
    `${whole} (${origin}; M changes it)`,
    `${whole} (${origin})`,
    whole,
    ends,
    bareOf(parts),
  ];
  // What the keys are tells more than what they are in.
  const shortest = bareOf(parts.filter(({ role }) => KEY_ROLES.includes(role)));
  return ` ${cut(forms.find((form) => widthOf(form) <= room) ?? shortest, room, ellipsis)}`;
}

/** A sign that a key is a path, of which the end follows. */
function pathStart(keys: string, ellipsis: string): string {
  return /^[^,(]*\./.test(keys) ? ellipsis : '';
}

/** The last part of the first of some keys, and a sign that there are others: `login,…` of `actor.login,actor.id`. */
function endOf(keys: string, ellipsis: string): string {
  const [first] = keys.replace(/ \(.*$/, '').split(',');
  return `${first.replace(/^.*\./, '')}${keys.startsWith(`${first},`) ? `,${ellipsis}` : ''}`;
}

function hasFailed(model: Model): boolean {
  return !isLoading(model) && !isLoaded(model);
}

function stateText(model: Model, { full, empty }: Marks): string {
  const { load, file, columns } = model;
  if (hasFailed(model)) return 'failed';
  if (file.changed) return columns < 60 ? 'changed' : 'changed on disk (r reads again)';
  if (isLoaded(model)) return 'done';
  if (isFollowing(model)) return 'following';
  const rate = load.bytesPerSecond > 0 ? `  ${formatBytes(load.bytesPerSecond)}/s` : '';
  const share = shareOf(model);
  if (share === undefined) {
    return columns < 60 ? formatBytes(load.bytesRead) : `reading ${formatBytes(load.bytesRead)}${rate}`;
  }
  const percent = formatWholePercent(share, 1);
  if (columns < 60) return percent;
  if (share === 1) return 'grouping';
  const filled = Math.floor(BAR_CELLS * share);
  return `loading ${full.repeat(filled)}${empty.repeat(BAR_CELLS - filled)} ${percent}${rate}`;
}

/** Which share of the file was read. That of an archive is about what was taken of it: it ends when reading does. */
function shareOf({ file, load }: Model): number | undefined {
  const sizeBytes = file.sizeBytes ?? file.files?.diskBytes;
  if (sizeBytes === undefined) return load.shareRead && Math.min(0.99, load.shareRead);
  return sizeBytes === 0 ? undefined : Math.min(1, load.bytesRead / sizeBytes);
}
