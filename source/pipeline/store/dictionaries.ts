import type { StringInterner } from '../columns/interner.ts';
import type { Users } from './users.ts';

/** The tables that give users and types their numbers. */
export interface Dictionaries {
  readonly users: Users;
  readonly types: StringInterner;
}
