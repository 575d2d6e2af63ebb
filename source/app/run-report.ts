import { clipMessage, clipName } from '../format/clip-text.ts';
import { formatPercent } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import type { Source } from '../input/source.ts';
import { isComplete } from '../pipeline/result/dataset.ts';
import type { Result } from '../pipeline/result/result.ts';
import { mixesZones, type ZoneCounts } from '../pipeline/result/zone-counts.ts';
import { tailWarning } from './hints.ts';
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
    warnings.push(`no JSON object was found in ${clipName(name)}: it is empty`);
  }
  if (mixesZones(zones)) warnings.push(zoneWarning(zones, settings.assumeTz));
  const tail = tailWarning(result, planned);
  return tail === undefined ? warnings : [...warnings, tail];
}

/** Returns a warning if a single file was written to while it was read. */
export async function singleWarnings(source: Source, { state }: Result): Promise<readonly string[]> {
  const change = await source.change();
  // A file that has become shorter before it was read to its end is a failure.
  const isChanged = change === 'other' || (change === 'shorter' && isComplete(state));
  return isChanged ? [`${clipName(source.name)} changed while it was read`] : [];
}

/** Says how many times were written in which way: those without a zone may be hours off. */
function zoneWarning({ utc, offset, none }: ZoneCounts, assumedZone: string): string {
  const parts = [
    ...(utc > 0 ? [`${utc} in UTC`] : []),
    ...(offset > 0 ? [`${offset} with another offset`] : []),
    ...(none > 0 ? [`${none} without a zone (read as ${assumedZone}; --assume-tz names another)`] : []),
  ];
  return `times are written in several ways: ${parts.join(', ')}`;
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
