import type { KeyPath } from '../../pipeline/validate/key-paths.ts';
import type { SaidRange } from '../said-times.ts';

/** How a value is compared; `!=` and `!~` are negated terms. `~`: the pattern occurs in it. */
export type Comparison = '=' | '~' | '<' | '<=' | '>' | '>=';

/** A value of a term. `isLiteral`: whether it was in quotes, and so is never a regular expression. */
export interface FilterValue {
  readonly text: string;
  readonly isLiteral: boolean;
}

/** The terms that are about rejections alone. */
export type RejectionTermKind = 'code' | 'reason' | 'faultKind' | 'faultValue';

/** What a term asks for, as plain data. If there are several values, one must fit. */
export type Asked =
  /** A text in any cell of a row. */
  | { readonly kind: 'word'; readonly value: FilterValue }
  /** Whether an event is a duplicate. */
  | { readonly kind: 'duplicate' }
  | {
      readonly kind: 'user' | 'type';
      readonly comparison: Comparison;
      readonly values: readonly FilterValue[];
    }
  | { readonly kind: 'time'; readonly comparison: Comparison; readonly times: readonly SaidRange[] }
  /** The number of the record among all, or its line, from 1. */
  | { readonly kind: 'record' | 'line'; readonly comparison: Comparison; readonly numbers: readonly number[] }
  /** About the session: its length in seconds, or how many events it has. */
  | {
      readonly kind: 'duration' | 'eventCount';
      readonly comparison: Comparison;
      readonly numbers: readonly number[];
    }
  /**
   * About a rejection, so that it holds of no event: the code of its reason, its reason in words, what is wrong without
   * the value (see RejectionFault), or the value.
   */
  | {
      readonly kind: RejectionTermKind;
      readonly comparison: Comparison;
      readonly values: readonly FilterValue[];
    }
  /** About the value under a key of the record. */
  | {
      readonly kind: 'key';
      readonly path: KeyPath;
      readonly comparison: Comparison;
      readonly values: readonly FilterValue[];
    };

/** A member of a union, if it can be of a kind. */
type OfKind<Member, Kind> = Member extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? Member
    : never
  : never;

/** What a term of a kind asks for. */
export type AskedOf<Kind extends Asked['kind']> = OfKind<Asked, Kind>;

/** A part of a filter that must hold, or with `isNegated` must not. */
export type Term = Asked & { readonly isNegated: boolean };

/** A filter: all of its terms must hold. Plain data, so that it can be sent to other threads. */
export interface ParsedFilter {
  /** As it was typed. */
  readonly text: string;
  readonly terms: readonly Term[];
}

/** The terms of a filter, or some of them: all must hold. */
export type Terms = Pick<ParsedFilter, 'terms'>;
