import type { ChosenReason } from '../../query/rejected-scope.ts';
import { type Scope, WHOLE_SCOPE } from '../../query/scope.ts';
import { areAllTypes } from '../../query/type-choice.ts';
import { mapTables } from '../tables/registry.ts';
import type { CursorTarget } from '../tables/table-state.ts';
import { chipsInTab } from './layout.ts';
import { type ChipKind, type Model, withTable, withTabState } from './model.ts';

/** Changes the scope. The cursor of each table goes to `target`: by default it stays on its row if that is still there. */
export function withScope(
  model: Model,
  change: Partial<Scope>,
  target: CursorTarget = { at: 'same' },
): Model {
  const scope = { ...model.scope, ...change };
  // Cast: the keys of a part of a scope.
  const changed = (Object.keys(change) as (keyof Scope)[]).filter(
    (part) => scope[part] !== model.scope[part],
  );
  const others = model.chips.filter((kind) => kind === 'reason' || !changed.includes(kind));
  const chips = [...others, ...changed.filter(isSetIn(scope))];
  return {
    ...model,
    scope,
    chips,
    // A new value replaces an awaited one.
    awaited: model.awaited && {
      user: 'user' in change ? undefined : model.awaited.user,
      types: 'types' in change ? [] : model.awaited.types,
    },
    tables: mapTables((table) => ({ ...model.tables[table], cursorTarget: target })),
  };
}

/** Takes back what was narrowed last in the tab; undefined if nothing is narrowed there. */
export function withoutLastChip(model: Model): Model | undefined {
  const last = chipsInTab(model).at(-1);
  return last && withoutChip(model, last);
}

/** Narrows the rejections of Skipped to those of a reason, or of a kind of it; undefined: to none. */
export function withReason(
  model: Model,
  narrowed: ChosenReason | undefined,
  cursorTarget: CursorTarget,
): Model {
  const others = model.chips.filter((kind) => kind !== 'reason');
  const chips: readonly ChipKind[] = narrowed === undefined ? others : [...others, 'reason'];
  const next = withTabState({ ...model, chips }, 'skipped', { narrowed, strays: undefined });
  return withTable(next, 'rejections', { cursorTarget });
}

/** Takes back the narrowing of a chip. */
export function withoutChip(model: Model, kind: ChipKind): Model {
  if (kind === 'reason') return withReason(model, undefined, { at: 'same' });
  return withScope(model, { [kind]: WHOLE_SCOPE[kind] });
}

function isSetIn(scope: Scope): (kind: keyof Scope) => boolean {
  return (kind) => (kind === 'types' ? !areAllTypes(scope.types) : scope[kind] !== WHOLE_SCOPE[kind]);
}
