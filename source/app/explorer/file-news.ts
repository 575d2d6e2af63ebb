import type { Action } from '../../explorer/model/action.ts';

/** Passes on what becomes known of a file besides its events, as actions; a listener gets what came before it, too. */
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
