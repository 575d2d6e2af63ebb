import type { Viewport } from './viewport.ts';

/** A list that the keys for moving and the mouse work in. `Model`: what holds its viewport. */
export interface List<Model> {
  readonly viewport: Viewport;
  readonly count: number;
  /** How many rows of it are on the screen. */
  readonly height: number;
  /** Whether it has no cursor: the text scrolls instead. */
  readonly isText: boolean;
  /** Returns the model with another viewport in this list. */
  readonly withViewport: (viewport: Viewport) => Model;
}
