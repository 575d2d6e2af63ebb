import type { ByteTable } from '../columns/interner.ts';
import type { Users } from './users.ts';

/** Who gives users and types their numbers. */
export interface Names {
  readonly users: Users;
  readonly types: ByteTable;
}
