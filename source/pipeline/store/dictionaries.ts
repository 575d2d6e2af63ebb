import type { StringInterner } from '../columns/interner.ts';
import type { Users } from './users.ts';

/** The interners that number users and the texts of each dimension. */
export interface Dictionaries {
  readonly users: Users;
  /** As many as DIMENSIONS. */
  readonly dimensions: readonly StringInterner[];
}
