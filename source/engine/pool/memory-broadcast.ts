import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { InternerMemory } from '../../pipeline/columns/interner.ts';

/** Memory that one thread of a pool has allocated for all. */
export type MemoryMessage =
  | { readonly kind: 'segment'; readonly number: number; readonly buffer: ArrayBufferLike }
  | {
      readonly kind: 'interner';
      /** The index of the interner in `WorkerInit.interners`. */
      readonly number: number;
      /** Counts how often the interner's memory has grown. */
      readonly generation: number;
      readonly memory: InternerMemory;
    };

/**
 * Announces new memory from each thread of a pool to all others. A thread receives announcements when it drains them,
 * without going back to its event loop.
 */
export class MemoryBroadcast {
  private readonly listeners: ((message: MemoryMessage) => void)[] = [];

  /** `ports`: one to each other thread. */
  constructor(private readonly ports: readonly MessagePort[]) {}

  listen(listener: (message: MemoryMessage) => void): void {
    this.listeners.push(listener);
  }

  announce(message: MemoryMessage): void {
    for (const port of this.ports) port.postMessage(message);
  }

  /** Passes everything announced so far to the listeners. */
  drain(): void {
    for (const port of this.ports) {
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        for (const listener of this.listeners) listener(next.message);
      }
    }
  }
}
