import type { PipelineSettings } from '../settings.ts';

/**
 * How many are kept besides the common one: a scan holds memory, and many tables may each have their own header.
 */
const MOST_MADE = 16;

/**
 * Something that reads files, made for each of their settings: for the common ones, and for the last used of single
 * files.
 */
export class BySettings<Made> {
  readonly common: Made;
  private readonly own = new Map<string, Made>();
  /** The settings of the last call, to skip the comparison when they come again. */
  private last: PipelineSettings | undefined;
  private lastMade: Made;

  constructor(
    settings: PipelineSettings,
    private readonly make: (settings: PipelineSettings) => Made,
  ) {
    this.common = make(settings);
    this.lastMade = this.common;
  }

  /** Returns what reads a file with its own settings, or with the common ones if it has none. */
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
