import { EVERY, formatRecordPath, type PathStep, type RecordPath } from '../validate/record-path.ts';

/** A path at which an input has several objects: they may be its records. */
export interface ShapeCandidate {
  /** As `--records` has it. */
  readonly records: string;
  /** How many objects were seen there. */
  readonly objects: number;
}

interface Counted {
  readonly path: RecordPath;
  readonly objects: number;
}

/** Counts objects by the path that leads to them. Notes first, sums last: most are added one by one. */
export class ShapeCounts {
  private readonly notes: Counted[] = [];

  /** How many notes there are, for `mergeSince`. */
  get length(): number {
    return this.notes.length;
  }

  /** Adds objects at a path. */
  add(path: RecordPath, objects: number): void {
    this.notes.push({ path, objects });
  }

  /**
   * Takes the keys of the object at `steps` for data: all that was noted below one of them after the first `length` notes
   * counts as found below every key. `levels`: how many levels of keys are data.
   */
  mergeSince(length: number, steps: readonly PathStep[], levels: number): void {
    const deep = steps.length + levels;
    const every = [...steps, ...Array.from({ length: levels }, (): PathStep => EVERY)];
    const merged = new Map<RecordPath, RecordPath>();
    for (const { path, objects } of this.notes.splice(length)) {
      if (path.steps.length <= deep) continue;
      const known = merged.get(path) ?? { ...path, steps: [...every, ...path.steps.slice(deep)] };
      merged.set(path, known);
      this.add(known, objects);
    }
  }

  /** Returns the `most` paths that have most objects, best first. */
  best(most: number): readonly ShapeCandidate[] {
    const byPath = new Map<RecordPath, number>();
    for (const { path, objects } of this.notes) byPath.set(path, objects + (byPath.get(path) ?? 0));
    const byText = new Map<string, number>();
    for (const [path, objects] of byPath) {
      const text = formatRecordPath(path);
      byText.set(text, objects + (byText.get(text) ?? 0));
    }
    return [...byText]
      .map(([records, objects]) => ({ records, objects }))
      .sort((a, b) => b.objects - a.objects)
      .slice(0, most);
  }
}
