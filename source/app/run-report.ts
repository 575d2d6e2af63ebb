import { clipMessage, clipName } from '../format/clip-text.ts';
import { formatPercent } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { zoneWords } from '../format/zone-words.ts';
import type { Result } from '../pipeline/result/result.ts';
import { mixesZones } from '../pipeline/result/zone-counts.ts';
import type { WrittenRows } from './batch-outputs.ts';
import { tailWarning } from './hints.ts';
import type { NarrowingFlags } from './narrowing-flags.ts';
import type { OutputName } from './output-tables.ts';
import type { Share } from './parse-values.ts';
import type { PlannedInput } from './plan-input.ts';

/** Returns each warning as a line for stderr. */
export function warningLines(warnings: readonly string[]): readonly string[] {
  return warnings.map((text) => clipMessage(`warning: ${safeText(text)}`));
}

/** Returns what a user should know about an input that could be read. `found`: what its kind of input has to say. */
export function warningsOf(
  name: string,
  planned: PlannedInput,
  result: Result,
  found: readonly string[],
): string[] {
  const { totals, zones, settings } = result;
  const warnings = [...found];
  if (totals.totalEvents === 0) {
    const { table, container } = planned.plan;
    const isParquet = container?.format?.text === 'parquet';
    const none = table === undefined && !isParquet ? 'no JSON object was found' : 'no row was found';
    const why = table === undefined ? 'it is empty' : 'it has a header line alone';
    warnings.push(`${none} in ${clipName(name)}: ${why}`);
  }
  if (mixesZones(zones)) {
    const help = zones.none > 0 ? '; --assume-tz names another zone' : '';
    warnings.push(`times are written in several ways: ${zoneWords(zones, settings.assumeTz)}${help}`);
  }
  const tail = tailWarning(result, planned);
  return tail === undefined ? warnings : [...warnings, tail];
}

/** Returns the message if a larger share of the records was rejected than is allowed, otherwise no lines. */
export function gateLines({ totals }: Result, limit: Share | undefined): string[] {
  const { skippedEvents, totalEvents } = totals;
  if (limit === undefined) return [];
  if (totalEvents === 0) {
    return [
      `event-sessions-tui: there was no record at all, which is more than --max-skip-rate ${limit.text} lets pass`,
    ];
  }
  if (BigInt(skippedEvents) * limit.whole <= limit.part * BigInt(totalEvents)) return [];
  const share = formatPercent(skippedEvents, totalEvents, 2);
  return [
    `event-sessions-tui: ${share} % of the records were rejected, more than --max-skip-rate ${limit.text}; --skips_out lists them`,
  ];
}

/** The rows of each table, as people call them. */
const ROWS_OF: Readonly<Record<OutputName, string>> = {
  sessions: 'sessions',
  rejections: 'rejections',
  events: 'events',
  duplicates: 'duplicates',
  trend: 'rows of the trend',
  strays: 'stray runs',
};

/** Says how many rows of how many were written, where files are narrowed. */
export function writtenLines(
  written: ReadonlyMap<OutputName, WrittenRows>,
  narrowing: NarrowingFlags | undefined,
): string[] {
  if (narrowing === undefined || written.size === 0) return [];
  const flags = Object.entries(narrowing.given).map(([flag, value]) => `--${flag} ${value}`);
  const parts = [...written].map(([name, { rows, of, undecided }]) => {
    const others = undecided === 0 ? '' : ` (${undecided} others cannot be told)`;
    return `${rows} of ${of} ${ROWS_OF[name]}${others}`;
  });
  return [clipMessage(safeText(`written with ${flags.join(' ')}: ${parts.join(', ')}`))];
}

/** The same for JSON. */
export function writtenFacts(written: ReadonlyMap<OutputName, WrittenRows>): object | undefined {
  if (written.size === 0) return undefined;
  const facts = [...written].map(([name, { rows, of, undecided }]) => [
    name,
    { rows, of, ...(undecided > 0 && { cannot_be_told: undecided }) },
  ]);
  return Object.fromEntries(facts);
}
