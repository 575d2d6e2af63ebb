import { REASONS } from '../pipeline/validate/reasons.ts';
import type { FaultName } from './fault-queries.ts';
import type { ParsedFilter, Term } from './filter-language/term.ts';
import { writtenValue } from './filter-language/words.ts';
import type { Scope } from './scope.ts';

/** What rejections are narrowed to besides the scope. */
export interface ChosenReason {
  /** An index into REASONS. */
  readonly reason: number;
  /** Undefined: all of the reason. */
  readonly fault: FaultName | undefined;
}

/** The scope of rejections of any reason. They repeat nothing: whether duplicates are shown changes none of the answers. */
export function rejectedScope(scope: Scope): Scope {
  return { ...scope, duplicates: 'hidden' };
}

/** The scope of the rejections of a chosen reason, which is terms of its filter: a command can have these. */
export function scopeOfReason(scope: Scope, chosen: ChosenReason | undefined): Scope {
  const rejected = rejectedScope(scope);
  return chosen === undefined
    ? rejected
    : { ...rejected, filter: bothOf(scope.filter, reasonFilter(chosen)) };
}

/** Names a chosen reason: its value, its kind or its code. */
export function reasonName({ reason, fault }: ChosenReason): string {
  return fault?.value ?? fault?.kind ?? REASONS[reason].code;
}

function reasonFilter({ reason, fault }: ChosenReason): ParsedFilter {
  const asked = [
    ['code', 'code', REASONS[reason].code],
    ['faultKind', 'reason_kind', fault?.kind],
    ['faultValue', 'reason_value', fault?.value],
  ] as const;
  const parts: string[] = [];
  const terms: Term[] = [];
  for (const [kind, name, text] of asked) {
    if (text === undefined) continue;
    parts.push(`${name}=${writtenValue(text)}`);
    terms.push({ kind, comparison: '=', values: [{ text, isLiteral: true }], isNegated: false });
  }
  return { text: parts.join(' '), terms };
}

function bothOf(filter: ParsedFilter | undefined, more: ParsedFilter): ParsedFilter {
  if (filter === undefined) return more;
  return { text: `${filter.text} ${more.text}`, terms: [...filter.terms, ...more.terms] };
}
