import type { PipelineSettings } from '../settings.ts';

/**
 * So many with settings of their own are kept: a scan holds memory, and of many tables each may have a header of its own.
 */
const MOST_MADE = 16;

/** What reads files by their settings: that for those of all files, and the last of those that some files have alone. */
export class BySettings<Made> {
  readonly common: Made;
  private readonly own = new Map<string, Made>();
  /** The settings that were asked for last: there is no need to compare them. */
  private last: PipelineSettings | undefined;
  private lastMade: Made;

  constructor(
    settings: PipelineSettings,
    private readonly make: (settings: PipelineSettings) => Made,
  ) {
    this.common = make(settings);
    this.lastMade = this.common;
  }

  /** Returns what reads a file with settings of its own; without any what reads all others. */
  of(own: PipelineSettings | undefined): Made {
    if (own === undefined) return this.common;
    if (own === this.last) return this.lastMade;
    const key = JSON.stringify(own);
    const made = this.own.get(key) ?? this.make(own);
    this.own.delete(key);
    this.own.set(key, made);
    const [oldest] = this.own.keys();
    if (this.own.size > MOST_MADE) this.own.delete(oldest);
    this.last = own;
    this.lastMade = made;
    return made;
  }
}
