import type { PipelineSettings } from '../pipeline/settings.ts';
import { decodeText } from '../pipeline/text/shown-text.ts';
import type { EventBytes, Needed } from './event-bytes.ts';
import { neededFor } from './needed-bytes.ts';
import type { Pattern } from './pattern.ts';
import { otherValues } from './record-text.ts';
import type { RowMatcher } from './row-list.ts';

/** No more characters of a record are looked at than can be shown. */
const MOST_CHARACTERS = 1 << 20;

/** Returns whether a pattern occurs in what the record column shows of an event, by index in the store. */
export function recordMatcher(settings: PipelineSettings, records: EventBytes, pattern: Pattern): RowMatcher {
  const needed = neededByText(pattern);
  return (event) => {
    if (needed !== undefined && !records.mayHave(event, needed)) return false;
    const record = records.recordOf(event);
    if (record === undefined) return false;
    const text = decodeText(record, 0, Math.min(record.length, MOST_CHARACTERS));
    return pattern.matches(otherValues(text, settings, MOST_CHARACTERS));
  };
}

/** Characters between the parts of a record on its line, or that the file may have in another way. */
const NOT_AS_WRITTEN = /[\s="{}[\]:,\\\ufffd]+/u;

/** The longest part of the text of a pattern that lies between marks of JSON has to be in the record. */
function neededByText({ needed = '' }: Pattern): Needed | undefined {
  const [part] = needed.split(NOT_AS_WRITTEN).sort((a, b) => b.length - a.length);
  return neededFor([part], true);
}
