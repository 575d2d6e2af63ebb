/** Which types are looked at, by number in a store: all but some, or some alone, whatever types come later. */
export interface TypeChoice {
  readonly which: 'allBut' | 'only';
  /** Ascending. */
  readonly types: readonly number[];
}

/** Leaves no type out. */
export const ALL_TYPES: TypeChoice = { which: 'allBut', types: [] };

/** Whether a choice leaves no type out, not even one that comes later. */
export function areAllTypes({ which, types }: TypeChoice): boolean {
  return which === 'allBut' && types.length === 0;
}

/** Returns whether a type, by number, is chosen. */
export function typeChooser({ which, types }: TypeChoice): (type: number) => boolean {
  const named = new Set(types);
  return (type) => named.has(type) === (which === 'only');
}
