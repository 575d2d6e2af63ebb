import { type Dataset, mayGrow } from '../../pipeline/result/dataset.ts';
import { userNamed } from '../../query/user-ids.ts';
import type { Model } from './model.ts';

/** The number of a user without an event so far. */
const NO_USER = -1;

/** What the names in a scope depend on. */
type NamedScope = Pick<Model, 'scope' | 'dataset' | 'awaited'>;

/** Returns the name of the user of the scope, who may have no number yet; undefined if it is of all users. */
export function nameOfUser({ scope, dataset, awaited }: NamedScope): string | undefined {
  if (awaited?.user !== undefined) return awaited.user;
  return scope.user === undefined ? undefined : dataset?.store.users.textOf(scope.user);
}

/** Returns the names of the types that the scope names, of which those at the beginning may have no number yet. */
export function namesOfTypes({ scope, dataset, awaited }: NamedScope): readonly string[] {
  const known = scope.types.types.map((type) => dataset?.store.typeText(type) ?? '');
  return awaited === undefined ? known : [...awaited.types, ...known];
}

/**
 * Returns the scope for a file that is read again. Users and types get new numbers, so they are found by name as they come;
 * until then no event is of the user.
 */
export function awaitingScope(model: Model): Pick<Model, 'scope' | 'chips' | 'awaited'> {
  const { scope, chips } = model;
  const user = nameOfUser(model);
  const types = namesOfTypes(model);
  return {
    scope: { ...scope, user: user === undefined ? undefined : NO_USER, types: { ...scope.types, types: [] } },
    chips,
    awaited: user === undefined && types.length === 0 ? undefined : { user, types },
  };
}

/** Gives the awaited user and types their numbers in a dataset, as far as it has them. */
export function withAwaited(model: Model, { store, state }: Dataset): Model {
  const { awaited, scope } = model;
  if (awaited === undefined) return model;
  const user = awaited.user === undefined ? NO_USER : userNamed(store, awaited.user);
  const names = new Set(awaited.types);
  const found = new Map<string, number>();
  for (let type = 0; type < store.types.count && found.size < names.size; type++) {
    const name = store.typeText(type);
    if (names.has(name)) found.set(name, type);
  }
  const isUserThere = awaited.user === undefined || user !== NO_USER;
  const types = awaited.types.filter((name) => !found.has(name));
  const isDone = !mayGrow(state);
  return {
    ...model,
    scope: {
      ...scope,
      user: awaited.user === undefined ? scope.user : user,
      types: {
        ...scope.types,
        types: [...scope.types.types, ...found.values()].sort((a, b) => a - b),
      },
    },
    awaited:
      (isUserThere && types.length === 0) || (isDone && isUserThere)
        ? undefined
        : { user: isUserThere ? undefined : awaited.user, types },
  };
}
