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
  /** The slots in each tracked object, the first of which has number 1. */
  readonly trackedSlots: readonly number[];
}

/** Returns the plan, or undefined for fields that only the slow path can read: deeper paths, or too many. */
export function mappedPlanOf({ user, time, dimensions, id }: FieldMap): MappedPlan | undefined {
  if (DIMENSIONS > 1) return undefined;
  const roles = [user, time, dimensions[TYPE_DIMENSION], ...(id === undefined ? [] : [id])];
  const paths = roles.flatMap((role) => role.paths);
  const tracked = [...new Set(paths.filter((path) => path.length === 2).map(([first]) => first))];
  if (paths.length > MOST_SLOTS || tracked.length > MOST_TRACKED || paths.some((path) => path.length > 2)) {
    return undefined;
  }
  const slots = new Slots(tracked);
  const [userSlots, timeSlots, typeSlots, idSlots = 0] = roles.map((role) => slots.take(role));
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
    trackedSlots: slots.inTracked,
  };
}

/** Gives the places of roles their slots, in order, and gathers what each key means. */
class Slots {
  readonly inTracked: number[];
  private count = 0;
  /** What keys mean, by context. */
  private readonly meanings: Map<string, number>[];

  constructor(private readonly tracked: readonly string[]) {
    this.inTracked = tracked.map(() => 0);
    this.meanings = [new Map(), ...tracked.map(() => new Map<string, number>())];
    for (const [i, key] of tracked.entries()) this.add(0, key, (i + 1) << TRACKED_SHIFT);
  }

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
    const [first, second] = path;
    const context = second === undefined ? 0 : this.tracked.indexOf(first) + 1;
    this.add(context, second ?? first, slot);
    if (context > 0) {
      this.inTracked[context - 1] |= slot;
      // A key that has the whole path as its name would win: rare, and left to the slow path.
      this.add(0, literalOf(path), MEANS_REFUSAL);
    }
    return slot;
  }

  private add(context: number, key: string, meaning: number): void {
    const keys = this.meanings[context];
    keys.set(key, (keys.get(key) ?? 0) | meaning);
  }
}
