import type { StringInterner } from '../columns/interner.ts';
import type { Users } from './users.ts';

/** Who gives users and types their numbers. */
export interface Dictionaries {
  readonly users: Users;
  readonly types: StringInterner;
}
