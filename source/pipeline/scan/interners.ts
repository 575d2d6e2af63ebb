import type { TextInterners } from '../kernel/fast-path.ts';
import type { Dictionaries } from '../store/dictionaries.ts';

/** Returns the functions by which a fast path gives numbers to the texts that it finds. */
export function internersOf({ users, dimensions }: Dictionaries): TextInterners {
  return {
    internUsers: users.internMany.bind(users),
    internUser: users.intern.bind(users),
    internDimension: dimensions.map((interner) => interner.intern.bind(interner)),
  };
}
