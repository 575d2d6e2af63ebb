/**
 * Makes the sample that the explorer shows without a file: about 2,000 events of a shop over two days, with everything
 * that can be wrong in such a file. The same bytes each time, on any machine.
 *
 *     node --import tsx sample/make-sample.ts PATH
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { damaged, truncated } from './damage.ts';
import { Random } from './random.ts';
import { recordText, TIME_STYLES, type TimeStyle } from './records.ts';
import { FIRST_DAY, makeEvents, type SampleEvent } from './visits.ts';

const SEED = 20_240_710;
const EVENTS = 1950;
const REJECTED = 0.045;
const DUPLICATES = 0.04;
/** On the first evening a disk is full for a while: half of what is written then is cut off. */
const FULL_DISK = { from: FIRST_DAY + 72_400, to: FIRST_DAY + 73_300 };

type Layout = 'line' | 'pretty' | 'array' | 'crlf' | 'together';

/** Everything is lines but these: parts of other files, as when logs are joined by hand. */
const BLOCKS: readonly { from: number; count: number; layout: Layout }[] = [
  { from: 14, count: 3, layout: 'pretty' },
  { from: 420, count: 12, layout: 'array' },
  { from: 800, count: 30, layout: 'pretty' },
  { from: 1250, count: 20, layout: 'crlf' },
  { from: 1600, count: 8, layout: 'together' },
];

/** The text after a block: it holds no record. */
const BETWEEN: Readonly<Record<number, string>> = {
  300: '\n',
  900: '}\n',
  1100: '-- log rotated 2024-07-11 --\n',
  1700: '\n',
};

/** The sample as text: JSON Lines for the most part, with a line feed at its end. */
export function makeSample(): string {
  const random = new Random(SEED);
  const records = makeRecords(random);
  return records
    .map(({ text, layout, place }, index) => {
      const next = records[index + 1];
      const last = next === undefined || next.layout !== layout;
      return inLayout(text, layout, records[index - 1]?.layout !== layout, last) + (BETWEEN[place] ?? '');
    })
    .join('');
}

interface PlacedRecord {
  readonly text: string;
  readonly layout: Layout;
  readonly place: number;
}

function makeRecords(random: Random): PlacedRecord[] {
  const records: PlacedRecord[] = [];
  const intact: { event: SampleEvent; style: TimeStyle }[] = [];
  const add = (event: SampleEvent, style: TimeStyle, harm: (record: string) => string): void => {
    const place = records.length;
    const layout = layoutAt(place);
    const text = recordText(event, style, layout === 'pretty' ? 'pretty' : 'line');
    records.push({ text: harm(text), layout, place });
  };
  for (const event of makeEvents(EVENTS, random)) {
    const style = random.chance(0.8) ? 'utc' : random.pick(TIME_STYLES);
    const diskIsFull = event.seconds > FULL_DISK.from && event.seconds < FULL_DISK.to;
    // On a line of many records an unclosed string would cost all that follow.
    const mayHarm = layoutAt(records.length) !== 'together';
    if (mayHarm && diskIsFull && random.chance(0.5)) add(event, style, (record) => truncated(record, random));
    else if (mayHarm && random.chance(REJECTED)) add(event, style, (record) => damaged(record, random));
    else {
      add(event, style, (record) => record);
      intact.push({ event, style });
    }
    if (!random.chance(DUPLICATES) || intact.length === 0) continue;
    // Mostly sent twice in a row, sometimes much later.
    const back = random.chance(0.6) ? 1 : random.between(1, 400);
    const repeated = intact[Math.max(0, intact.length - back)];
    add(repeated.event, random.chance(0.5) ? repeated.style : random.pick(TIME_STYLES), (record) => record);
  }
  return records;
}

function layoutAt(place: number): Layout {
  return BLOCKS.find(({ from, count }) => place >= from && place < from + count)?.layout ?? 'line';
}

/** Returns the record with its separators; `first` and `last`: its position in its block. */
function inLayout(text: string, layout: Layout, first: boolean, last: boolean): string {
  if (layout === 'array') return `${first ? '[\n' : ''}  ${text}${last ? '\n]\n' : ',\n'}`;
  if (layout === 'together') return last ? `${text}\n` : text;
  return `${text}${layout === 'crlf' ? '\r\n' : '\n'}`;
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const path = process.argv[2];
  if (path === undefined) {
    console.error('usage: node --import tsx sample/make-sample.ts PATH');
    process.exitCode = 2;
  } else writeFileSync(path, makeSample());
}
