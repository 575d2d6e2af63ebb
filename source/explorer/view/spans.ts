/** The kind of a chunk of text, for its colour. Colour never carries a meaning alone. */
export type Style =
  | 'plain'
  | 'dim'
  | 'bold'
  | 'header'
  | 'selected'
  | 'current'
  | 'bad'
  | 'good'
  | 'warn'
  | 'mark'
  | 'fault'
  | 'key'
  | 'string'
  | 'number'
  | 'literal'
  | 'series0'
  | 'series1'
  | 'series2'
  | 'series3'
  | 'series4'
  | 'series5'
  | 'series6'
  | 'series7'
  | 'series8';

/** A chunk of a line. The text may come from data and be anything: drawing makes it safe. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** A line of the screen, from left to right. */
export type Line = readonly Span[];
