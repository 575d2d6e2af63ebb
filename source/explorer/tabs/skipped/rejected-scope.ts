import { REASONS } from '../../../pipeline/validate/reasons.ts';
import type { ParsedFilter, Term } from '../../../query/filter-language/term.ts';
import { writtenValue } from '../../../query/filter-language/words.ts';
import type { Scope } from '../../../query/scope.ts';
import type { NarrowedTo, SkippedState } from './state.ts';

/** What the two panes of Skipped are narrowed by. A Model is one. */
interface RejectedContext {
  readonly scope: Scope;
  readonly tabs: { readonly skipped: Pick<SkippedState, 'narrowed'> };
}

/** The scope of the reasons. Rejections repeat nothing: whether duplicates are shown changes none of the answers. */
export function rejectedScope({ scope }: Pick<RejectedContext, 'scope'>): Scope {
  return { ...scope, duplicates: 'hidden' };
}

/**
 * The scope of the rejections that are listed, counted in the tab and exported. A chosen reason is terms of its filter,
 * so that a command can have it.
 */
export function listedScope(context: RejectedContext): Scope {
  const scope = rejectedScope(context);
  const { narrowed } = context.tabs.skipped;
  return narrowed === undefined ? scope : { ...scope, filter: bothOf(scope.filter, reasonFilter(narrowed)) };
}

/** What is narrowed to, in words: the value, the kind or the code. */
export function narrowedText({ reason, fault }: NarrowedTo): string {
  return fault?.value ?? fault?.kind ?? REASONS[reason].code;
}

function reasonFilter({ reason, fault }: NarrowedTo): ParsedFilter {
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
