import type { StrayNews } from '../../../format/stray-words.ts';
import type { Answer } from '../../../query/query.ts';
import type { ChosenReason } from '../../../query/rejected-scope.ts';
import { AT_TOP, type Viewport } from '../../view/viewport.ts';

/** An answer, and what it answers: a query, as of a regrouping. */
interface Held<Kind extends Answer['kind']> {
  readonly answer: Extract<Answer, { kind: Kind }>;
  readonly key: string;
}

/** The state of Skipped, besides its table of rejections. */
export interface SkippedState {
  /** Which pane has the cursor. */
  readonly pane: 'reasons' | 'rejections';
  readonly reasons: Viewport;
  /** The key of the row that the cursor goes back to in a file that is read again; undefined once it is moved. */
  readonly sought: string | undefined;
  /** Undefined if all rejections are listed. */
  readonly narrowed: ChosenReason | undefined;
  /** The stray runs in the list in place of rejections: the usual ones, or those that are damage. */
  readonly strays: StrayNews['kind'] | undefined;
  /** The keys of the rows of reasons that are unfolded. */
  readonly unfolded: ReadonlySet<string>;
  readonly places: Held<'rejectionPlaces'> | undefined;
  /** By reason. */
  readonly kinds: ReadonlyMap<number, Held<'rejectionKinds'>>;
}

/** All rejections, the cursor on the first reason. */
export const NEW_SKIPPED: SkippedState = {
  pane: 'reasons',
  reasons: AT_TOP,
  sought: undefined,
  narrowed: undefined,
  strays: undefined,
  unfolded: new Set(),
  places: undefined,
  kinds: new Map(),
};
