import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { STRING_TERMINATOR } from './modes.ts';

const STDIN = 0;
const STDERR = 2;

/** How soon to try again to write to a terminal that took no more bytes. */
const RETRY_MILLISECONDS = 10;
/** How long the last bytes wait for a terminal that takes nothing. Signals must end the program within a second. */
const PATIENCE_MILLISECONDS = 500;
/** How long `settled` waits at most for a terminal that is slow. */
const MOST_SETTLING_MILLISECONDS = 30_000;

/**
 * Writes to a terminal without ever waiting for it: what a slow or stopped terminal does not take at once is kept and
 * tried again. The caller asks `isBusy` first and draws nothing while it is, so at most one frame is kept.
 */
export class TerminalOutput {
  private readonly descriptor: number;
  private pending: Uint8Array[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Whether only a part of the first of `pending` has gone out. */
  private isCut = false;
  private isGone = false;
  /** When the terminal took no more, in milliseconds of `performance.now`; undefined while it takes bytes. */
  private fullSince: number | undefined;
  /** After how long a terminal that took no more took bytes again, the last time, in milliseconds. */
  private lastPause = 0;
  private onFree: () => void = () => undefined;
  private onGone: () => void = () => undefined;

  /** `fd`: an open descriptor of the terminal, such as 1. */
  constructor(private readonly fd: number) {
    this.descriptor = reopened(fd);
  }

  /** Whether the terminal has not taken all that was sent. */
  get isBusy(): boolean {
    return this.pending.length > 0;
  }

  /** `onFree`: called whenever all that waited is written. `onGone`: called once if the terminal cannot be written to. */
  listen(onFree: () => void, onGone: () => void): void {
    this.onFree = onFree;
    this.onGone = onGone;
  }

  /** Writes all of it, now or as soon as the terminal takes it. */
  send(text: string): void {
    if (this.isGone || text === '') return;
    this.pending.push(Buffer.from(text));
    if (this.timer === undefined) this.flush();
  }

  /**
   * Writes a text in place of what still waits, for the end and for suspending. Blocks for half a second at most; what the
   * terminal has not taken by then waits as always.
   */
  sendLast(text: string): void {
    if (this.isGone) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending = [Buffer.from(this.isCut ? STRING_TERMINATOR + text : text)];
    this.isCut = false;
    this.insist();
  }

  /** Tries for half a second to write what still waits: for a signal that comes after `sendLast`. */
  finish(): void {
    if (!this.isBusy) return;
    clearTimeout(this.timer);
    this.insist();
  }

  private insist(): void {
    const giveUpAt = performance.now() + PATIENCE_MILLISECONDS;
    const neverNotified = new Int32Array(new SharedArrayBuffer(4));
    while (!this.takes()) {
      if (performance.now() > giveUpAt) {
        this.flush();
        return;
      }
      Atomics.wait(neverNotified, 0, 0, RETRY_MILLISECONDS);
    }
  }

  /**
   * Resolves when nothing waits, or the time is over: so many milliseconds, and for a terminal that is slow, not stopped,
   * twice its last pause. A line of 400 B/s makes room in the system every 10 seconds.
   */
  async settled(milliseconds: number): Promise<void> {
    const slow = Math.min(2 * this.lastPause, MOST_SETTLING_MILLISECONDS);
    const giveUpAt = performance.now() + Math.max(milliseconds, slow);
    while (this.isBusy && performance.now() < giveUpAt) await wait(RETRY_MILLISECONDS);
  }

  /** Lets go of the terminal. */
  close(): void {
    clearTimeout(this.timer);
    this.isGone = true;
    if (this.descriptor !== this.fd) closeSync(this.descriptor);
  }

  private flush(): void {
    this.timer = undefined;
    if (!this.takes()) this.timer = setTimeout(() => this.flushLater(), RETRY_MILLISECONDS);
  }

  private flushLater(): void {
    this.flush();
    if (!this.isBusy) this.onFree();
  }

  /** Writes as much as the terminal takes; returns whether that is all. */
  private takes(): boolean {
    try {
      for (let first = this.pending[0]; first !== undefined; first = this.pending[0]) {
        const taken = writeSync(this.descriptor, first);
        this.endPause();
        this.isCut = taken < first.length;
        if (this.isCut) this.pending[0] = first.subarray(taken);
        else this.pending.shift();
      }
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        this.fullSince ??= performance.now();
        return false;
      }
      // The terminal is gone: EIO, EPIPE, EBADF.
      this.pending = [];
      this.isGone = true;
      this.onGone();
      return true;
    }
  }

  private endPause(): void {
    if (this.fullSince === undefined) return;
    this.lastPause = performance.now() - this.fullSince;
    this.fullSince = undefined;
  }
}

/**
 * Opens the terminal of a descriptor again, so that writing to it does not block: the flag belongs to the open file, which
 * the descriptor itself shares with the shell. Returns the descriptor itself if the system cannot do that; then a stopped
 * terminal holds up the program.
 */
function reopened(fd: number): number {
  if (!isatty(fd)) return fd;
  const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
  const paths = [`/proc/self/fd/${fd}`, ...(isTerminalOfOthers(fd) ? ['/dev/tty'] : [])];
  for (const path of paths) {
    try {
      return openSync(path, O_WRONLY | O_NONBLOCK | O_NOCTTY);
    } catch {
      // The system has no /proc, or the terminal belongs to another user.
    }
  }
  return fd;
}

/** Whether stdin or stderr is the same terminal, which is then the controlling one of the process. */
function isTerminalOfOthers(fd: number): boolean {
  const { rdev } = fstatSync(fd);
  return [STDIN, STDERR].some((other) => other !== fd && isatty(other) && fstatSync(other).rdev === rdev);
}
