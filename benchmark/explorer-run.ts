import { readFileSync } from 'node:fs';
import type { IPty } from '@lydell/node-pty';
import { keyBytes } from '../test/helpers/keys.ts';
import { COMMAND, spawnOnPty } from '../test/helpers/pty.ts';
import { Screen } from '../test/helpers/screen.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What one key led to. */
export interface KeyFrame {
  /** From the key to the last byte that it led to. */
  readonly milliseconds: number;
  readonly bytes: number;
}

/** What one key led to that is answered in more than one frame. */
export interface Answer {
  /** From the key to the last byte of the first frame. */
  readonly firstFrameMilliseconds: number;
  /** From the key to the last byte of the answer. */
  readonly milliseconds: number;
  /** Whether it was told in between how far it is. */
  readonly hasProgress: boolean;
}

/** Where the cursor of a list is, as the last line of the screen says; rows from 1. */
export interface Position {
  readonly row: number;
  readonly count: number;
}

const END_OF_FRAME = '\u001b[?2026l';
/** Nothing more comes of a key when so long nothing has come: as long as a key that is held takes to repeat. */
const QUIET_MILLISECONDS = 33;
/** Only what hangs comes to it. */
const DEADLINE_MILLISECONDS = 120_000;
/** Of Linux: how /proc counts the time of processors. */
const TICKS_PER_SECOND = 100;

/** The built explorer on a pseudoterminal, timed by when its bytes arrive. */
export class ExplorerRun {
  private readonly startedAt = performance.now();
  private readonly screen: Screen;
  private readonly pty: IPty;
  private output = '';
  private lastByteAt = this.startedAt;
  private ended = false;
  /** Since the last key. */
  private hasShownProgress = false;
  private look: () => void = () => undefined;

  /** Without a file it shows the sample. */
  constructor(file: string | undefined, { columns, rows }: Size) {
    this.screen = new Screen(columns, rows);
    this.pty = spawnOnPty({ command: COMMAND, args: file === undefined ? [] : [file], columns, rows });
    this.pty.onData((bytes) => {
      const arrivedAt = performance.now();
      this.lastByteAt = arrivedAt;
      this.output += bytes;
      void this.screen.show(bytes).then(() => {
        this.hasShownProgress ||= this.isUnderWay();
        this.look();
      });
    });
    this.pty.onExit(() => {
      this.ended = true;
      this.look();
    });
  }

  /** Seconds from the start to the arrival of what made it so. */
  async secondsUntil(isSo: (lines: readonly string[]) => boolean): Promise<number> {
    await this.until(() => this.output.endsWith(END_OF_FRAME) && isSo(this.screen.lines()));
    return (this.lastByteAt - this.startedAt) / 1000;
  }

  /** Presses a key and waits until all that it leads to is there. For when nothing else is drawn. */
  async press(key: string): Promise<KeyFrame> {
    const pressedAt = this.send(key);
    await this.until(() => this.output.endsWith(END_OF_FRAME));
    await this.untilQuiet(QUIET_MILLISECONDS);
    return this.frameSince(pressedAt);
  }

  /** Waits until nothing has been drawn for so long. */
  async untilQuiet(milliseconds: number): Promise<void> {
    for (;;) {
      const left = this.lastByteAt + milliseconds - performance.now();
      if (left <= 0) return;
      await sleep(left);
    }
  }

  /** Presses a key and waits until the screen says so, and a while; what else is drawn up to then counts too. */
  async pressUntil(key: string, isSo: (position: Position | undefined) => boolean): Promise<KeyFrame> {
    const pressedAt = this.send(key);
    await this.until(() => this.output.endsWith(END_OF_FRAME) && isSo(this.position()));
    const frame = this.frameSince(pressedAt);
    await sleep(QUIET_MILLISECONDS);
    return frame;
  }

  /**
   * Presses a key and waits until the last thing that comes of it: nothing is said to be under way any more, and nothing
   * has come for so long.
   */
  async pressUntilStill(key: string, stillMilliseconds: number): Promise<Answer> {
    const pressedAt = this.send(key);
    let firstFrameAt = 0;
    do {
      await this.until(() => {
        if (firstFrameAt === 0 && this.output.includes(END_OF_FRAME)) firstFrameAt = this.lastByteAt;
        return this.output.endsWith(END_OF_FRAME) && !this.isUnderWay();
      });
      await this.untilQuiet(stillMilliseconds);
    } while (this.isUnderWay());
    return {
      firstFrameMilliseconds: firstFrameAt - pressedAt,
      milliseconds: this.lastByteAt - pressedAt,
      hasProgress: this.hasShownProgress,
    };
  }

  /** Presses a key that may draw nothing, and waits until nothing has come for so long. */
  async tap(key: string, stillMilliseconds: number): Promise<void> {
    this.send(key);
    await sleep(stillMilliseconds);
    await this.untilQuiet(stillMilliseconds);
  }

  /** Whether the line above the hints says how far something is. */
  private isUnderWay(): boolean {
    return /\d%/.test(this.screen.lines().at(-2) ?? '');
  }

  wait(milliseconds: number): Promise<void> {
    return sleep(milliseconds);
  }

  position(): Position | undefined {
    const [, row, count] = /([\d,]+) of ([\d,]+)$/.exec(this.screen.lines().at(-1) ?? '') ?? [];
    if (row === undefined || count === undefined) return undefined;
    return { row: numberOf(row), count: numberOf(count) };
  }

  headline(): string {
    return this.screen.lines()[0];
  }

  /** The processors' time that all threads of the program have had, where the system tells. */
  cpuSeconds(): number {
    try {
      const fields = readFileSync(`/proc/${this.pty.pid}/stat`, 'latin1').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    } catch {
      return Number.NaN;
    }
  }

  /** The most memory it has had so far, where the system tells. */
  peakBytes(): number {
    try {
      const status = readFileSync(`/proc/${this.pty.pid}/status`, 'latin1');
      return 1024 * Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? Number.NaN);
    } catch {
      return Number.NaN;
    }
  }

  async quit(): Promise<void> {
    this.pty.write('q');
    await this.until(() => this.ended);
  }

  private send(key: string): number {
    this.output = '';
    this.hasShownProgress = false;
    const pressedAt = performance.now();
    this.pty.write(keyBytes(key, false));
    return pressedAt;
  }

  private frameSince(pressedAt: number): KeyFrame {
    return { milliseconds: this.lastByteAt - pressedAt, bytes: Buffer.byteLength(this.output) };
  }

  private async until(isSo: () => boolean): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (why: string): void => reject(new Error(`${why}:\n${this.screen.picture()}`));
        timer = setTimeout(() => fail('waited in vain'), DEADLINE_MILLISECONDS);
        this.look = () => {
          if (isSo()) resolve();
          else if (this.ended) fail('the explorer has ended');
        };
        this.look();
      });
    } finally {
      clearTimeout(timer);
      this.look = () => undefined;
    }
  }
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
