import { readEventRecord } from '../pipeline/differ/compare-duplicates.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { recordsByFile } from '../pipeline/scan/records-by-file.ts';
import { runReads, windowedReads } from '../pipeline/text/byte-reads.ts';
import { BACKSLASH } from '../pipeline/text/bytes.ts';
import { decodeText } from '../pipeline/text/shown-text.ts';
import { type ByteNeedle, needleFor } from './byte-needle.ts';
import type { Pattern } from './pattern.ts';
import { otherValues } from './record-text.ts';
import type { RowMatcher } from './row-list.ts';

/** As much of a record is looked at as can be shown of it. */
const MOST_CHARACTERS = 1 << 20;

/** A longer stretch up to the next event is not looked through for a word: its record is read on its own. */
const MOST_STRETCH_BYTES = 8 * 1024;

/**
 * Returns whether a pattern occurs in what the record column shows of an event, by index in the store. The record is read
 * again, unless its bytes already tell that a plain text is not in it: that costs a tenth.
 */
export function recordMatcher(
  { store, settings, files }: Pick<Dataset, 'store' | 'settings' | 'files'>,
  readRecord: ReadRecord,
  pattern: Pattern,
): RowMatcher {
  const recordsAt = recordsByFile(settings, files);
  const readBytes = windowedReads(readRecord);
  const mayHold = bytesTest(pattern);
  const cannotHold: RowMatcher = (event) => {
    if (mayHold === undefined || event + 1 >= store.count) return false;
    const byteOffset = store.byteOffsetOf(event);
    // The record, and what else lies before the next event.
    const byteLength = store.byteOffsetOf(event + 1) - byteOffset;
    if (byteLength > MOST_STRETCH_BYTES || !recordsAt(byteOffset).records.isVerbatim) return false;
    return !mayHold(readBytes(byteOffset, byteLength));
  };
  return (event) => {
    if (cannotHold(event)) return false;
    const record = runReads(readEventRecord(recordsAt, store, event), readBytes);
    if (record === undefined) return false;
    const text = decodeText(record, 0, Math.min(record.length, MOST_CHARACTERS));
    return pattern.matches(otherValues(text, settings, MOST_CHARACTERS));
  };
}

/** What stands between the parts of a record on its line, or may be written otherwise in the file. */
const NOT_AS_WRITTEN = /[\s="{}[\]:,\\\ufffd]+/u;

/** Under case folding these letters equal signs that are not ASCII: the long s and the sign of the kelvin. */
const EQUALS_OTHERS = /[ks]/i;

/**
 * Returns whether what is shown of JSON may hold a pattern: false is certain. Undefined where bytes do not tell. In a record
 * without escapes any part of the text between marks of JSON has to occur as it is.
 */
function bytesTest({ plainText }: Pattern): ((bytes: Uint8Array) => boolean) | undefined {
  if (plainText === undefined) return undefined;
  const [part] = plainText.split(NOT_AS_WRITTEN).sort((a, b) => b.length - a.length);
  const needle: ByteNeedle | undefined = part === '' ? undefined : needleFor(part);
  if (needle === undefined) return undefined;
  const equalsOthers = EQUALS_OTHERS.test(part);
  return (bytes) => {
    if (needle.firstIn(bytes, 0) >= 0) return true;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === BACKSLASH || (equalsOthers && byte >= 0x80)) return true;
    }
    return false;
  };
}
