/** asciichart ships no types: as much of it as is used here. */
declare module 'asciichart' {
  export interface PlotConfig {
    readonly min?: number;
    readonly max?: number;
    /** Lines less one. */
    readonly height?: number;
    /** Columns to the left of the first point: labels, and the axis in the last of them. */
    readonly offset?: number;
    readonly format?: (value: number, index: number) => string;
    /** In place of ┼ ┤ ╶ ╴ ─ ╰ ╭ ╮ ╯ │, in this order. */
    readonly symbols?: readonly string[];
  }

  /** Lines joined by line feeds. Throws on no points and on points that are not finite. */
  export function plot(points: readonly number[], config?: PlotConfig): string;
}
