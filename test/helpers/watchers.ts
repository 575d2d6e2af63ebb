/** Far longer than anything takes: only what hangs comes to it. */
const DEADLINE_MILLISECONDS = 20_000;
/** For facts that are not announced, such as a file: how often to check them. */
const LOOK_MILLISECONDS = 40;

/** Waits for conditions. */
export class Watchers {
  private readonly waiting = new Set<() => void>();

  /** Something may have changed. */
  look(): void {
    for (const watcher of [...this.waiting]) watcher();
  }

  /** Resolves as soon as `isSo` holds; rejects with what it throws, or if it does not hold for very long. */
  async until(isSo: () => boolean, awaited: string): Promise<void> {
    let watcher: () => void = () => undefined;
    let timers: NodeJS.Timeout[] = [];
    try {
      await new Promise<void>((resolve, reject) => {
        watcher = () => {
          try {
            if (isSo()) resolve();
          } catch (error) {
            reject(error);
          }
        };
        this.waiting.add(watcher);
        const late = (): void => reject(new Error(`waited in vain for ${awaited}`));
        timers = [setInterval(watcher, LOOK_MILLISECONDS), setTimeout(late, DEADLINE_MILLISECONDS)];
        watcher();
      });
    } finally {
      this.waiting.delete(watcher);
      for (const timer of timers) clearTimeout(timer);
    }
  }
}
