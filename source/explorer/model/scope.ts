import { type Scope, WHOLE_SCOPE } from '../../query/scope.ts';
import { mapTables } from '../tables/registry.ts';
import type { CursorTarget } from '../tables/table-state.ts';
import type { Model } from './model.ts';

/** A part of the scope that is told as a chip, and that Esc takes back. */
export type ChipKind = keyof Scope;

/** Changes what is looked at: the cursor of each table stays on its row if that is still there, or goes to `target`. */
export function withScope(
  model: Model,
  change: Partial<Scope>,
  target: CursorTarget = { at: 'same' },
): Model {
  const scope = { ...model.scope, ...change };
  // Cast: the keys of a part of a scope.
  const changed = (Object.keys(change) as ChipKind[]).filter((kind) => scope[kind] !== model.scope[kind]);
  const chips = [...model.chips.filter((kind) => !changed.includes(kind)), ...changed.filter(isSetIn(scope))];
  return {
    ...model,
    scope,
    chips,
    // What is set now is not waited for any longer.
    awaited: model.awaited && {
      user: 'user' in change ? undefined : model.awaited.user,
      types: 'hiddenTypes' in change ? [] : model.awaited.types,
    },
    tables: mapTables((table) => ({ ...model.tables[table], cursorTarget: target })),
  };
}

/** Takes back what was set last of the scope; undefined if nothing is set. */
export function withoutLastChip(model: Model): Model | undefined {
  const last = model.chips.at(-1);
  return last && withoutChip(model, last);
}

/** Takes back a part of the scope. */
export function withoutChip(model: Model, kind: ChipKind): Model {
  return withScope(model, { [kind]: WHOLE_SCOPE[kind] });
}

function isSetIn(scope: Scope): (kind: ChipKind) => boolean {
  return (kind) =>
    kind === 'hiddenTypes' ? scope.hiddenTypes.length > 0 : scope[kind] !== WHOLE_SCOPE[kind];
}
