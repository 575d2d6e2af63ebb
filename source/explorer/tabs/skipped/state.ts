import { AT_TOP, type Viewport } from '../../view/viewport.ts';

/** The state of Skipped, besides its table of rejections. */
export interface SkippedState {
  /** Which pane has the cursor. */
  readonly pane: 'reasons' | 'rejections';
  readonly reasons: Viewport;
  /** The rejections are narrowed to this index into REASONS. */
  readonly reason: number | undefined;
}

/** All rejections, the cursor on the first reason. */
export const NEW_SKIPPED: SkippedState = { pane: 'reasons', reasons: AT_TOP, reason: undefined };
