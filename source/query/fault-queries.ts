import type { Scope } from './scope.ts';

/** A kind of fault, or the rejections of the kind with one value: see RejectionFault. */
export interface FaultName {
  readonly kind: string;
  readonly value: string | undefined;
}

/** Asks where in the input the rejections of each reason are. */
export interface RejectionPlacesQuery {
  readonly kind: 'rejectionPlaces';
  readonly scope: Scope;
  /** The size of the input, if it is known before all of it is read. */
  readonly sizeBytes: number | undefined;
}

/** Into how many equal parts the input is divided: rows of bars of any width are made from them. */
export const INPUT_PARTS = 720;

/** Asks which kinds of faults the rejections of a reason have. */
export interface RejectionKindsQuery extends Omit<RejectionPlacesQuery, 'kind'> {
  readonly kind: 'rejectionKinds';
  readonly reason: number;
}

/** A value, and how many of the rejections looked at have it. */
export interface FaultValue {
  readonly value: string;
  readonly count: number;
}

/** A kind of fault, and how many of the rejections looked at are of it. */
export interface FaultKind {
  readonly kind: string;
  readonly count: number;
  /** How many of them lie in each of the INPUT_PARTS. */
  readonly places: Uint32Array;
  /** The most frequent values. */
  readonly values: readonly FaultValue[];
  /** How many different values there are. */
  readonly valueCount: number;
}

/** Where the rejections of each reason are. */
export interface RejectionPlacesAnswer {
  readonly kind: 'rejectionPlaces';
  /** By reason, an index into REASONS: how many rejections lie in each of the INPUT_PARTS. */
  readonly places: readonly Uint32Array[];
  /** How many others may belong to the scope: what that depends on could not be read. */
  readonly undecided: number;
}

/** Which kinds of faults the rejections of a reason have. */
export interface RejectionKindsAnswer {
  readonly kind: 'rejectionKinds';
  /** How many rejections were looked at, all or a sample, and how many there are. */
  readonly explained: number;
  readonly of: number;
  /** The most frequent kinds. */
  readonly kinds: readonly FaultKind[];
  /** How many different kinds there are. */
  readonly kindCount: number;
}
