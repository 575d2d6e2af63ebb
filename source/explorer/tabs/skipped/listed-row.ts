import type { StrayNews } from '../../../format/stray-words.ts';
import type { FaultName } from '../../../query/fault-queries.ts';
import type { Model } from '../../model/model.ts';

/** A reason that occurs. */
export interface ReasonRow {
  readonly kind: 'reason';
  /** What makes it the same row later. */
  readonly key: string;
  /** An index into REASONS. */
  readonly reason: number;
  readonly name: string;
  readonly count: number;
  /** How many lie in each part of the input; undefined until they are counted. */
  readonly places: Uint32Array | undefined;
  readonly isUnfolded: boolean;
}

/** A kind of fault of the reason above it, or one of its values. */
export interface FaultRow extends Omit<ReasonRow, 'kind'> {
  readonly kind: 'fault';
  readonly fault: FaultName;
  /** Whether the count is estimated from a sample. */
  readonly isEstimate: boolean;
  /** Whether there are values to unfold. */
  readonly hasValues: boolean;
}

/** What is said among the others: that kinds are being read, that there are more, that something cannot be told. */
export interface NoteRow {
  readonly kind: 'note';
  readonly key: string;
  readonly name: string;
  /** 0 below the reasons, 1 among kinds, 2 among values. */
  readonly depth: number;
}

/** A row about stray runs: what it says, and the first of its runs. */
export interface StrayRow extends Pick<StrayNews, 'kind' | 'count' | 'first'> {
  readonly key: string;
  readonly name: string;
}

/** A row of the list of reasons. */
export type ListedRow = ReasonRow | FaultRow | NoteRow | StrayRow;

/** What the list is made from. A Model is one. */
export type ListContext = Pick<Model, 'dataset' | 'tabs' | 'scope'>;
