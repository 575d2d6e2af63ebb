/** Types for asciichart, which ships none: only the part that is used here. */
declare module 'asciichart' {
  export interface PlotConfig {
    readonly min?: number;
    readonly max?: number;
    /** The number of lines minus one. */
    readonly height?: number;
    /** Columns to the left of the first point: labels, and the axis in the last of them. */
    readonly offset?: number;
    readonly format?: (value: number, index: number) => string;
    /** Replaces ┼ ┤ ╶ ╴ ─ ╰ ╭ ╮ ╯ │, in this order. */
    readonly symbols?: readonly string[];
  }

  /** Lines joined by line feeds. Throws if there are no points, or points that are not finite. */
  export function plot(points: readonly number[], config?: PlotConfig): string;
}
