import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { knownTotals } from '../explorer/model/known-totals.ts';
import { isUpToDate } from '../explorer/model/load-state.ts';
import type { Model } from '../explorer/model/model.ts';
import type { Style } from '../explorer/view/spans.ts';
import { formatCount, formatShare } from '../format/human-format.ts';
import { type Marks, marksOf } from './components/marks.ts';
import { Rows } from './components/rows.tsx';
import { paint } from './components/theme.ts';

/** One of the five numbers. */
interface StatSpec {
  readonly title: string;
  /** On narrow screens. */
  readonly word: string;
  readonly letters: string;
  readonly of: keyof ReturnType<typeof knownTotals>;
  /** What it is a share of: all records, or the events that are grouped; undefined: it is no share. */
  readonly shareOf?: 'records' | 'grouped';
  /** Whether it is counted by each regrouping, and not as records are read. */
  readonly isLate?: true;
  /** The style of what it counts, the same everywhere on the screen. */
  readonly style?: Style;
}

/** The five numbers: duplicates are a share of the valid events, all others of all records (spec section 6). */
const STATS: readonly StatSpec[] = [
  { title: 'Total events', word: 'total', letters: 'tot', of: 'totalEvents' },
  { title: 'Valid events', word: 'valid', letters: 'val', of: 'validEvents', shareOf: 'records' },
  {
    title: 'Skipped',
    word: 'skipped',
    letters: 'skip',
    of: 'skippedEvents',
    shareOf: 'records',
    style: 'bad',
  },
  {
    title: 'Dupes removed',
    word: 'dupes',
    letters: 'dup',
    of: 'duplicatesRemoved',
    shareOf: 'grouped',
    isLate: true,
    style: 'warn',
  },
  { title: 'Unique users', word: 'users', letters: 'u', of: 'uniqueUsers', isLate: true },
];

/** A number as it is at the moment. */
interface Stat extends Pick<StatSpec, 'title' | 'word' | 'letters'> {
  readonly count: number;
  readonly share: string;
  /** More may follow: the count is as of the last regrouping. */
  readonly atLeast: boolean;
  readonly style: Style;
}

function statsOf(model: Model): Stat[] {
  const totals = knownTotals(model);
  const wholes = { records: totals.totalEvents, grouped: model.dataset?.grouping?.eventCount ?? 0 };
  const isBehind = !isUpToDate(model);
  return STATS.map(({ of, shareOf, isLate, style = 'plain', ...words }) => {
    const count = totals[of];
    const whole = shareOf === undefined ? 0 : wholes[shareOf];
    return {
      ...words,
      count,
      share: whole === 0 ? '' : formatShare(count, whole),
      atLeast: isLate === true && isBehind,
      style: count > 0 ? style : 'plain',
    };
  });
}

/** The five boxes, or on a small screen one line. */
export function StatBoxes({
  model,
  height,
}: {
  readonly model: Model;
  readonly height: number;
}): ReactElement {
  const stats = statsOf(model);
  const marks = marksOf(model.options);
  if (height < 3)
    return <Rows lines={[statLine(stats, marks, model.columns)]} width={model.columns} height={1} />;
  const widths = boxWidths(model.columns, stats, marks);
  return (
    <Box height={3}>
      {stats.map((stat, index) => (
        <Box key={stat.title} borderStyle={marks.border} borderDimColor width={widths[index]} height={3}>
          <Box position="absolute" marginTop={-1}>
            <Text wrap="truncate">{` ${stat.title} `.slice(0, widths[index] - 2)}</Text>
          </Box>
          <Text wrap="truncate">{boxText(stat, marks, widths[index] - 2)}</Text>
        </Box>
      ))}
    </Box>
  );
}

/** A title, and a number with its share, have a blank on either side, and corners. */
const BESIDE_TEXT = 4;

/**
 * Returns the widths of the boxes, together `columns`: equal ones, of which some give way to wider titles, then to numbers
 * with their shares.
 */
function boxWidths(columns: number, stats: readonly Stat[], marks: Marks): readonly number[] {
  const equal = Math.floor(columns / stats.length);
  const widths = stats.map((_, i) => (i < stats.length - 1 ? equal : columns - equal * (stats.length - 1)));
  const titles = stats.map(({ title }) => title.length);
  const texts = stats.map((stat, i) =>
    Math.max(titles[i], numberText(stat, marks).length + stat.share.length + 1),
  );
  for (const needed of [titles, texts]) widen(widths, needed);
  return widths;
}

/** Widens boxes to what they need, as far as others are wider than they need. */
function widen(widths: number[], needed: readonly number[]): void {
  const spare = (i: number): number => widths[i] - needed[i] - BESIDE_TEXT;
  for (const i of widths.keys()) {
    while (spare(i) < 0) {
      const most = [...widths.keys()].reduce((a, b) => (spare(b) > spare(a) ? b : a));
      if (spare(most) <= 0) return;
      widths[most]--;
      widths[i]++;
    }
  }
}

function numberText({ count, atLeast }: Stat, marks: Marks): string {
  return `${atLeast ? marks.atLeast : ''}${formatCount(count)}`;
}

/** Returns as much as fits into a box: the number always whole. */
function boxText(stat: Stat, marks: Marks, room: number): string {
  const { share, style } = stat;
  const number = numberText(stat, marks);
  const bold = paint(style, paint('bold', number));
  const forms = [share, share.replace(/\.[0-9]%$/, '%')];
  const roomy = forms.find((form) => form !== '' && number.length + form.length + 2 <= room);
  if (roomy !== undefined) {
    return ` ${bold}${' '.repeat(Math.max(1, room - 2 - number.length - roomy.length))}${paint('dim', roomy)}`;
  }
  const tight = forms.find((form) => form !== '' && number.length + form.length + 1 <= room);
  return tight === undefined ? ` ${bold}` : `${bold} ${paint('dim', tight)}`;
}

function statLine(stats: readonly Stat[], marks: Marks, columns: number): string {
  const least = ({ atLeast }: Stat): string => (atLeast ? marks.atLeast : '');
  const whole = stats.map((stat) => `${numberText(stat, marks)} ${stat.word}`);
  const shares = stats.map((stat, i) => (stat.share === '' ? whole[i] : `${whole[i]} ${stat.share}`));
  const rounded = stats.map((stat) => `${least(stat)}${shortCount(stat.count)} ${stat.word}`);
  const short = stats.map((stat) => `${least(stat)}${shortCount(stat.count)} ${stat.letters}`);
  const shortest = stats.map((stat) => `${least(stat)}${shortCount(stat.count)} ${stat.word[0]}`);
  const variants: readonly (readonly [texts: readonly string[], between: string])[] = [
    [shares, '   '],
    [shares, '  '],
    [whole, '  '],
    [rounded, '  '],
    [short, '  '],
    [short, ' '],
    [shortest, '  '],
    [shortest, ' '],
  ];
  const painted = (texts: readonly string[], between: string): string =>
    ` ${texts.map((text, i) => paint(stats[i].style, text)).join(between)}`;
  const fits = variants.find(([texts, between]) => texts.join(between).length + 2 <= columns);
  if (fits !== undefined) return painted(...fits);
  // A number is shown whole or not at all: its beginning would be another number.
  let fitting = shortest;
  while (fitting.join(' ').length + 1 > columns) fitting = fitting.slice(0, -1);
  return painted(fitting, ' ');
}

/** Formats 9,914,430 as 9.9M. */
function shortCount(count: number): string {
  const units = ['', 'k', 'M', 'G'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.floor(value) : Math.floor(value * 10) / 10}${units[unit]}`;
}
