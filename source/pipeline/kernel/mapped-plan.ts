import { encodeText } from '../text/text-buffer.ts';
import { DIMENSIONS, TYPE_DIMENSION } from '../validate/dimensions.ts';
import { type Field, type FieldMap, literalOf } from '../validate/fields.ts';
import type { KeyPath } from '../validate/key-paths.ts';
import { MEANS_REFUSAL, MOST_SLOTS, MOST_TRACKED, TRACKED_SHIFT } from './layout.ts';

/** A key that the mapped reader looks for. */
export interface MappedKey {
  readonly bytes: Uint8Array;
  /** Where: 0 for the record itself, else the number of a tracked object. */
  readonly context: number;
  /** What it means there: see kernel/layout.ts. */
  readonly meaning: number;
}

/** What the mapped reader of the kernel reads (decision 015): sets of slots, and the keys that lead to them. */
export interface MappedPlan {
  readonly keys: readonly MappedKey[];
  readonly userSlots: number;
  readonly timeSlots: number;
  readonly typeSlots: number;
  readonly idSlots: number;
  /** The slots in which null and blank are as missing: those of lists, and of the id. */
  readonly optionalSlots: number;
  /** The objects that paths lead through, the first of which has number 1. */
  readonly tracked: readonly Tracked[];
}

/** An object that paths lead through. */
export interface Tracked {
  /** The number of the tracked object that it is in; 0 for the record. */
  readonly context: number;
  /** The slots anywhere in it. */
  slots: number;
}

/** Returns the plan, or undefined for fields that only the slow path can read: too many, or in too many objects. */
export function mappedPlanOf(fields: FieldMap): MappedPlan | undefined {
  if (DIMENSIONS > 1) return undefined;
  const roles = mappedRoles(fields);
  if (roles.reduce((sum, { paths }) => sum + paths.length, 0) > MOST_SLOTS) return undefined;
  const slots = new Slots();
  const [userSlots, timeSlots, typeSlots, idSlots = 0] = roles.map((role) => slots.take(role));
  if (slots.tracked.length > MOST_TRACKED) return undefined;
  const lists = roles.map((role, i) =>
    role.paths.length > 1 ? ([userSlots, timeSlots, typeSlots][i] ?? 0) : 0,
  );
  return {
    keys: slots.keys(),
    userSlots,
    timeSlots,
    typeSlots,
    idSlots,
    optionalSlots: lists.reduce((all, set) => all | set, idSlots),
    tracked: slots.tracked,
  };
}

/** Returns the fields in the order in which their paths have slots. */
export function mappedRoles({ user, time, dimensions, id }: FieldMap): readonly Field[] {
  return [user, time, dimensions[TYPE_DIMENSION], ...(id === undefined ? [] : [id])];
}

/** Gives the places of roles their slots, in order, and gathers what each key means. */
class Slots {
  readonly tracked: Tracked[] = [];
  private count = 0;
  /** What keys mean, by context: the record, then the tracked objects. */
  private readonly meanings: Map<string, number>[] = [new Map()];

  /** Returns the slots of a role's places as a set. */
  take({ paths }: Field): number {
    return paths.reduce((set, path) => set | this.slotAt(path), 0);
  }

  keys(): MappedKey[] {
    return this.meanings.flatMap((keys, context) =>
      [...keys].map(([key, meaning]) => ({ bytes: encodeText(key), context, meaning })),
    );
  }

  private slotAt(path: KeyPath): number {
    const slot = 1 << this.count++;
    const inner = path.slice(0, -1);
    let context = 0;
    for (const key of inner) {
      context = this.enter(context, key);
      this.tracked[context - 1].slots |= slot;
    }
    this.add(context, path[path.length - 1], slot);
    // A key that has the whole path as its name would win: rare, and left to the slow path.
    if (context > 0) this.add(0, literalOf(path), MEANS_REFUSAL);
    return slot;
  }

  /** Returns the number of the tracked object under a key in a context. */
  private enter(context: number, key: string): number {
    const known = (this.meanings[context].get(key) ?? 0) >> TRACKED_SHIFT;
    if (known > 0) return known;
    const number = this.tracked.push({ context, slots: 0 });
    this.meanings.push(new Map());
    this.add(context, key, number << TRACKED_SHIFT);
    return number;
  }

  private add(context: number, key: string, meaning: number): void {
    const keys = this.meanings[context];
    keys.set(key, (keys.get(key) ?? 0) | meaning);
  }
}
