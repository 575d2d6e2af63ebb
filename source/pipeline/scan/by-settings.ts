import type { PipelineSettings } from '../settings.ts';

/** What reads files by their settings: made once for those of all files, and once for each that some have alone. */
export class BySettings<Made> {
  readonly common: Made;
  private readonly own = new Map<string, Made>();

  constructor(
    settings: PipelineSettings,
    private readonly make: (settings: PipelineSettings) => Made,
  ) {
    this.common = make(settings);
  }

  /** Returns what reads a file with settings of its own; without any what reads all others. */
  of(own: PipelineSettings | undefined): Made {
    if (own === undefined) return this.common;
    const key = JSON.stringify(own);
    const made = this.own.get(key) ?? this.make(own);
    this.own.set(key, made);
    return made;
  }
}
