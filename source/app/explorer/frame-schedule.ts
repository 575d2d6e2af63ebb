import type { Action } from '../../explorer/model/action.ts';

/** At most one frame in this time for each cause, which is as much as the eye can see: faster keys share one. */
const FRAME_MILLISECONDS = 16;

/** The most urgent first. */
const CAUSES = ['input', 'answer', 'news'] as const;
/** What a frame is drawn for: a key, the mouse or a new size; what an effect found; the file alone. */
export type FrameCause = (typeof CAUSES)[number];

/** Returns the more urgent of two causes. */
export function moreUrgent(cause: FrameCause, other: FrameCause | undefined): FrameCause {
  return other === undefined || CAUSES.indexOf(cause) < CAUSES.indexOf(other) ? cause : other;
}

/** Returns what the frame after an action is drawn for. */
export function causeOf({ kind }: Action): FrameCause {
  if (kind === 'loaded') return 'news';
  return kind === 'key' || kind === 'mouse' || kind === 'paste' || kind === 'resized' ? 'input' : 'answer';
}

/**
 * When a frame is due. A frame waits only until the last one that was as urgent has been seen: where a file is
 * followed, datasets and answers about them come all the time, and a key must not wait for what they have drawn. Has no
 * clock: all times are the caller's, in milliseconds.
 */
export class FrameSchedule {
  /** When the last frame was drawn that was at least as urgent as this cause. */
  private readonly drawnAt = {
    input: Number.NEGATIVE_INFINITY,
    answer: Number.NEGATIVE_INFINITY,
    news: Number.NEGATIVE_INFINITY,
  };
  private due: FrameCause | undefined;

  /**
   * Notes that a frame is wanted; returns in how many milliseconds it is due, in place of one that was due before.
   * Undefined: one that is due already comes as soon.
   */
  want(cause: FrameCause, now: number): number | undefined {
    if (this.due !== undefined && CAUSES.indexOf(this.due) <= CAUSES.indexOf(cause)) return undefined;
    this.due = cause;
    return Math.max(0, this.drawnAt[cause] + FRAME_MILLISECONDS - now);
  }

  /** What the frame that is due is drawn for; undefined if none is. */
  get dueCause(): FrameCause | undefined {
    return this.due;
  }

  /** Notes that a frame is drawn: the one that was due, or else one that was held up. */
  drawn(now: number): void {
    const cause = this.due ?? 'input';
    this.due = undefined;
    for (const other of CAUSES.slice(CAUSES.indexOf(cause))) this.drawnAt[other] = now;
  }

  /** Notes that the frame which was due is not drawn. */
  drop(): void {
    this.due = undefined;
  }
}
