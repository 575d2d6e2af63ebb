import type { ReactElement } from 'react';
import type { Model } from '../../explorer/model/model.ts';
import { Rows } from '../components/rows.tsx';

/** What a tab's body is drawn from. `height`: rows of the screen. */
export interface BodyProps {
  readonly model: Model;
  readonly height: number;
}

/** How a tab is drawn. */
export interface TabDrawing {
  readonly Body: (props: BodyProps) => ReactElement;
  /** What is wrong with what the cursor is on, for the message line, or undefined. */
  readonly fault?: (model: Model) => string | undefined;
}

/** The drawing of a tab whose body is lines, safe to show and painted. */
export function drawnAsLines(linesOf: (model: Model, height: number) => readonly string[]): TabDrawing {
  return {
    Body: ({ model, height }) => (
      <Rows lines={linesOf(model, height)} width={model.columns} height={height} />
    ),
  };
}
