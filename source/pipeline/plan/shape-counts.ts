import { EVERY, formatRecordPath, type PathStep, type RecordPath } from '../validate/record-path.ts';

/** A place in which an input has several objects: records may be there. */
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

/** Counts objects by the path that leads to them. */
export class ShapeCounts {
  private counts = new Map<string, Counted>();

  /** Adds objects at a path. */
  add(path: RecordPath, objects: number): void {
    const text = formatRecordPath(path);
    this.counts.set(text, { path, objects: objects + (this.counts.get(text)?.objects ?? 0) });
  }

  /** Returns what was counted so far, for `mergeSince`. */
  snapshot(): ReadonlyMap<string, Counted> {
    return new Map(this.counts);
  }

  /**
   * Counts what was found since a snapshot below the keys of the object at `steps` as found below every key: these are data.
   * `levels`: how many levels of keys are.
   */
  mergeSince(before: ReadonlyMap<string, Counted>, steps: readonly PathStep[], levels: number): void {
    const since = this.counts;
    this.counts = new Map(before);
    const deep = steps.length + levels;
    for (const [text, { path, objects }] of since) {
      const more = objects - (before.get(text)?.objects ?? 0);
      if (more === 0 || path.steps.length <= deep) continue;
      const every = Array.from({ length: levels }, (): PathStep => EVERY);
      this.add({ ...path, steps: [...steps, ...every, ...path.steps.slice(deep)] }, more);
    }
  }

  /** Returns the paths with most objects, at most so many, best first. */
  best(most: number): readonly ShapeCandidate[] {
    return [...this.counts]
      .map(([records, { objects }]) => ({ records, objects }))
      .sort((a, b) => b.objects - a.objects)
      .slice(0, most);
  }
}
