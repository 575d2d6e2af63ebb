import type { Action } from '../../explorer/model/action.ts';

/** What becomes known of a file beside its events, as actions; including what was known before a listener is attached. */
export class FileNews {
  private listener: ((action: Action) => void) | undefined;
  private waiting: Action[] = [];

  add(action: Action): void {
    if (this.listener === undefined) this.waiting.push(action);
    else this.listener(action);
  }

  /** Calls `listener` with each action, now and later. */
  listen(listener: (action: Action) => void): void {
    this.listener = listener;
    for (const action of this.waiting.splice(0)) listener(action);
  }
}
