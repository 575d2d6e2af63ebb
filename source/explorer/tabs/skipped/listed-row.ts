import type { StrayNews } from '../../../format/stray-words.ts';
import type { FaultName } from '../../../query/fault-queries.ts';
import type { Model } from '../../model/model.ts';

/** A reason that occurs. */
export interface ReasonRow {
  readonly kind: 'reason';
  /** Identifies the row when the list changes. */
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

/** A remark among the other rows: that kinds are being read, that there are more, that something is not known. */
export interface NoteRow {
  readonly kind: 'note';
  readonly key: string;
  readonly name: string;
  /** 0 below the reasons, 1 among kinds, 2 among values. */
  readonly depth: number;
}

/** A row about stray runs: its text, and the first of its runs. */
export interface StrayRow extends Pick<StrayNews, 'kind' | 'count' | 'first'> {
  readonly key: string;
  readonly name: string;
}

/** A row of the list of reasons. */
export type ListedRow = ReasonRow | FaultRow | NoteRow | StrayRow;

/** All that the list depends on. A Model is one. */
export type ListContext = Pick<Model, 'dataset' | 'tabs' | 'scope'>;
