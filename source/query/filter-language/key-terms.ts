import type { Needed } from '../event-bytes.ts';
import { neededFor } from '../needed-bytes.ts';
import { textNeeded } from '../pattern.ts';
import { RecordValues } from './record-values.ts';
import type { Asked } from './term.ts';
import { isNumberText, numberTest, textTest } from './value-tests.ts';

/** A term about a key of the record. */
export type KeyTerm = Pick<Extract<Asked, { kind: 'key' }>, 'path' | 'comparison' | 'values'>;

/** Returns what is in every record in which a term about a key can hold; undefined if only its values show that. */
export function neededByKey({ comparison, values }: KeyTerm): Needed | undefined {
  if (comparison !== '=' && comparison !== '~') return undefined;
  const isWhole = comparison === '=';
  const texts: string[] = [];
  for (const { text, isLiteral } of values) {
    // 1.0 is 1, and a regular expression can be many texts.
    const needed = isWhole ? (isNumberText(text) ? undefined : text) : isLiteral ? text : textNeeded(text);
    if (needed === undefined) return undefined;
    texts.push(needed);
  }
  return neededFor(texts, !isWhole);
}

/** Returns a test of records, each one valid JSON object: whether the value of a key is what a term asks for. */
export function keyTest({ path, comparison, values }: KeyTerm): (record: Uint8Array) => boolean {
  const found = new RecordValues(path);
  const ofTexts = textTest(comparison, values);
  const ofNumbers = numberTest(comparison, values);
  return (record) =>
    found.of(record).some(({ kind, text }) => (kind === 'number' ? ofNumbers : ofTexts)(text));
}
