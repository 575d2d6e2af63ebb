import type { StringInterner } from '../columns/interner.ts';
import type { Users } from './users.ts';

/** The interners that number users and types. */
export interface Dictionaries {
  readonly users: Users;
  readonly types: StringInterner;
}
