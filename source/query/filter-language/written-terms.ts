import { formatTimestamp } from '../../pipeline/time/format-timestamp.ts';
import type { Instant } from '../../pipeline/time/instant.ts';
import { rangeOfSaid, type SaidRange } from '../said-times.ts';
import type { ParsedFilter, Term } from './term.ts';
import { partTexts } from './words.ts';

/**
 * Writes a filter so that it means the same at any time and in any zone: times by the clock of a zone, and those relative to
 * the last event, become instants. `last`: the time of the last event.
 */
export function writtenTerms({ text, terms }: ParsedFilter, last: Instant | undefined): string {
  const parts = partTexts(text);
  return terms
    .map((term, index) => (term.kind === 'time' ? timeTerm(term, last) : (parts[index] ?? '')))
    .join(' ');
}

function timeTerm(term: Extract<Term, { kind: 'time' }>, last: Instant | undefined): string {
  const values = term.times.map((time) => timeValue(time, term.comparison === '=', last));
  return `${term.isNegated ? '!' : ''}time${term.comparison}${values.join(',')}`;
}

function timeValue(said: SaidRange, isRange: boolean, last: Instant | undefined): string {
  const { from, to } = rangeOfSaid(said, last);
  const textOf = (at: Instant | undefined): string =>
    at === undefined ? '' : formatTimestamp(at.seconds, at.nanoseconds);
  return isRange ? `${textOf(from)}..${textOf(to)}` : textOf(from ?? to);
}
