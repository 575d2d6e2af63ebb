import type { Begun } from '../../input/follow/followed-input.ts';

/** Ends the following of an input, at any time. */
export class FollowControl {
  private endedAt: number | undefined;
  private wake: () => void = () => undefined;

  /** How many milliseconds ago it was ended; 0 if it was not. */
  get endedFor(): number {
    return this.endedAt === undefined ? 0 : Math.max(1, performance.now() - this.endedAt);
  }

  /** Ends it. The input is still read as far as it goes by now. */
  end(): void {
    this.endedAt ??= performance.now();
    this.wake();
  }

  /** Resolves after a time, or as soon as following ends. */
  wait(milliseconds: number): Promise<void> {
    if (this.endedAt !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** How an input is followed. */
export interface Following {
  readonly control: FollowControl;
  /** Called when another file is read from its beginning. */
  readonly onBegun: (begun: Begun, name: string) => void;
}
