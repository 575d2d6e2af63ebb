import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { InternerMemory } from '../../pipeline/columns/interner.ts';

/** Memory that one thread of a pool has made for all. */
export type MemoryMessage =
  | { readonly kind: 'segment'; readonly number: number; readonly buffer: ArrayBufferLike }
  | {
      readonly kind: 'table';
      readonly table: SharedInternerName;
      readonly generation: number;
      readonly memory: InternerMemory;
    };

/** The tables that the threads of a pool add to together. */
export const SHARED_INTERNERS = ['users', 'types'] as const;
export type SharedInternerName = (typeof SHARED_INTERNERS)[number];

/** New memory, from each thread of a pool to all others: a thread hears of it when it looks, without a turn of its loop. */
export class MemoryBroadcast {
  private readonly listeners: ((announcement: MemoryMessage) => void)[] = [];

  /** `ports`: one to each other thread. */
  constructor(private readonly ports: readonly MessagePort[]) {}

  listen(listener: (announcement: MemoryMessage) => void): void {
    this.listeners.push(listener);
  }

  announce(announcement: MemoryMessage): void {
    for (const port of this.ports) port.postMessage(announcement);
  }

  /** Tells the listeners all that was announced by now. */
  hear(): void {
    for (const port of this.ports) {
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        for (const listener of this.listeners) listener(next.message);
      }
    }
  }
}
