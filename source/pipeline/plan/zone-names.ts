import { ISO_FORMAT } from '../time/time-format.ts';
import { type Candidate, candidateOf, type SampleFacts } from './candidate.ts';
import { isThere } from './candidates.ts';
import type { KeyFacts } from './key-facts.ts';
import { TIME_KIND } from './name-kinds.ts';
import { scalarOf, textOf, valueAt } from './sample-values.ts';
import { readTimes, type TimeReading } from './time-choice.ts';

/** Names of zones that times end in, with places that call theirs so: several, since such names say no one offset. */
const PLACES: readonly { readonly names: string; readonly places: readonly string[] }[] = [
  { names: 'CET CEST MEZ MESZ', places: ['Europe/Berlin'] },
  { names: 'WET WEST', places: ['Europe/Lisbon'] },
  { names: 'EET EEST', places: ['Europe/Athens'] },
  { names: 'MSK', places: ['Europe/Moscow'] },
  { names: 'BST', places: ['Europe/London', 'Asia/Dhaka'] },
  { names: 'IST', places: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'] },
  { names: 'IDT', places: ['Asia/Jerusalem'] },
  { names: 'EST', places: ['America/New_York', 'Australia/Sydney'] },
  { names: 'EDT', places: ['America/New_York'] },
  { names: 'CST', places: ['America/Chicago', 'Asia/Shanghai'] },
  { names: 'CDT', places: ['America/Chicago'] },
  { names: 'MST MDT', places: ['America/Denver'] },
  { names: 'PST', places: ['America/Los_Angeles', 'Asia/Manila'] },
  { names: 'PDT', places: ['America/Los_Angeles'] },
  { names: 'AKST AKDT', places: ['America/Anchorage'] },
  { names: 'HST', places: ['Pacific/Honolulu'] },
  { names: 'BRT', places: ['America/Sao_Paulo'] },
  { names: 'PKT', places: ['Asia/Karachi'] },
  { names: 'WIB', places: ['Asia/Jakarta'] },
  { names: 'SGT', places: ['Asia/Singapore'] },
  { names: 'HKT', places: ['Asia/Hong_Kong'] },
  { names: 'JST', places: ['Asia/Tokyo'] },
  { names: 'KST', places: ['Asia/Seoul'] },
  { names: 'AEST AEDT', places: ['Australia/Sydney'] },
  { names: 'AWST', places: ['Australia/Perth'] },
  { names: 'NZST NZDT', places: ['Pacific/Auckland'] },
  { names: 'SAST', places: ['Africa/Johannesburg'] },
];

/** The name of a zone at the end of a time, or before its year, as Java and `date` write it. */
const NAME_AT_END = /(?<![A-Za-z])[A-Z]{3,4}(?=\)?(?: \d{4})?\s*$)/;
/** Summer and winter of one place; times with more names are of several places. */
const MOST_NAMES = 2;
/** How many records are looked at, spread over the sample. */
const MOST_RECORDS = 100;

/** A time key whose values would be read if a zone of theirs did not have a name that several places use. */
export interface ZonedTime {
  readonly candidate: Candidate;
  /** As the values have them. */
  readonly names: readonly string[];
  /** Zones that they may be: names of the IANA database, the likeliest first. */
  readonly zones: readonly string[];
  /** With the names as they are written in place of `%Z`; several where the day and the month could change places. */
  readonly readings: readonly TimeReading[];
}

/** Returns how a key that is named like a time reads but for the names of its zones; undefined if it does not. */
export function zonedTime(facts: SampleFacts, key: KeyFacts): ZonedTime | undefined {
  if (!key.samples.every((sample) => NAME_AT_END.test(sample))) return undefined;
  const names = new Set<string>();
  const every = Math.ceil(facts.records.length / MOST_RECORDS);
  const spread = facts.records.filter((_, i) => i % every === 0);
  const inUtc = spread.map((record) => {
    const value = scalarOf(valueAt(record, key.path), facts.opensWrappers);
    if (value === undefined) return null;
    const text = textOf(value.scalar).replace(NAME_AT_END, (name) => {
      names.add(name);
      return 'UTC';
    });
    return { text };
  });
  if (names.size === 0 || names.size > MOST_NAMES) return undefined;
  const zones = [...names]
    .map((name) => PLACES.find((row) => row.names.split(' ').includes(name))?.places ?? [])
    .reduce((all, some) => all.filter((zone) => some.includes(zone)));
  const reading = readTimes({ ...facts, records: inUtc, readsAsNamed: undefined }, [['text']], true);
  if (reading === undefined || zones.length === 0) return undefined;
  const written = reading.format === ISO_FORMAT ? isoPattern(key.samples[0]) : reading.format;
  const formats = written === undefined ? reading.choices : [written];
  const match = { kind: TIME_KIND.OWN, tier: 0, order: 0 };
  return {
    candidate: candidateOf(facts, key, match, isThere),
    names: [...names],
    zones,
    readings: formats.map((format) => ({ ...reading, format: withNames(format, names), choices: [] })),
  };
}

/** Returns the pattern of a time in ISO 8601 with the name of a zone, which `iso` does not read; undefined: it has none. */
function isoPattern(sample: string): string | undefined {
  const parts = /^\d{4}-\d\d-\d\d([T ])\d\d:\d\d(:\d\d)?([.,]?)\d*( ?)[A-Z]/.exec(sample);
  if (parts === null) return undefined;
  const [, between, seconds, point, blank] = parts;
  return `%Y-%m-%d${between}%H:%M${seconds === undefined ? '' : ':%S'}${point === '' ? '' : `${point}%f`}${blank}%Z`;
}

/** Writes patterns with each of the names in place of `%Z`. */
function withNames(format: string, names: ReadonlySet<string>): string {
  return format
    .split(' | ')
    .flatMap((pattern) => Array.from(names, (name) => pattern.replace('%Z', name)))
    .join(' | ');
}
