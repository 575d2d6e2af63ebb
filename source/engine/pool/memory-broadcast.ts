import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { ByteTableMemory } from '../../pipeline/columns/interner.ts';

/** Memory that one thread of a crew has made for all. */
export type Announcement =
  | { readonly kind: 'segment'; readonly number: number; readonly buffer: ArrayBufferLike }
  | {
      readonly kind: 'table';
      readonly table: SharedTableName;
      readonly generation: number;
      readonly memory: ByteTableMemory;
    };

/** The tables that the threads of a crew add to together. */
export const SHARED_TABLES = ['users', 'types'] as const;
export type SharedTableName = (typeof SHARED_TABLES)[number];

/** New memory, from each thread of a crew to all others: a thread hears of it when it looks, without a turn of its loop. */
export class Announcements {
  private readonly listeners: ((announcement: Announcement) => void)[] = [];

  /** `ports`: one to each other thread. */
  constructor(private readonly ports: readonly MessagePort[]) {}

  listen(listener: (announcement: Announcement) => void): void {
    this.listeners.push(listener);
  }

  announce(announcement: Announcement): void {
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
