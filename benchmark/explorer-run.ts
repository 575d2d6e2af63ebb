import { readFileSync } from 'node:fs';
import type { IPty } from '@lydell/node-pty';
import { keyBytes } from '../test/helpers/keys.ts';
import { COMMAND, spawnOnPty } from '../test/helpers/pty.ts';
import { Screen } from '../test/helpers/screen.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The frame that followed a key. */
export interface KeyFrame {
  /** From the key to the last byte of the frame. */
  readonly milliseconds: number;
  readonly bytes: number;
}

/** The frames that followed a key whose result takes more than one. */
export interface Answer {
  /** From the key to the last byte of the first frame. */
  readonly firstFrameMilliseconds: number;
  /** From the key to the last byte of the result. */
  readonly milliseconds: number;
  /** Whether progress was shown in between. */
  readonly hasProgress: boolean;
}

/** The position of the cursor of a list, from the last line of the screen; rows from 1. */
export interface Position {
  readonly row: number;
  readonly count: number;
}

const END_OF_FRAME = '\u001b[?2026l';
/** A key has no more effect when nothing has been drawn for this long: the interval at which a held key repeats. */
const QUIET_MILLISECONDS = 33;
/** Only reached by a hang. */
const DEADLINE_MILLISECONDS = 120_000;
/** On Linux: the unit of CPU time in /proc. */
const TICKS_PER_SECOND = 100;

/** The built explorer on a pseudoterminal, timed by the arrival of its bytes. */
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
  /** Called when bytes of the program are on the screen. */
  onFrame: () => void = () => undefined;

  /** Without a file it shows the sample. */
  constructor(file: string | undefined, { columns, rows }: Size, flags: readonly string[] = []) {
    this.screen = new Screen(columns, rows);
    this.pty = spawnOnPty({
      command: COMMAND,
      args: file === undefined ? [...flags] : [...flags, file],
      columns,
      rows,
    });
    this.pty.onData((bytes) => {
      const arrivedAt = performance.now();
      this.lastByteAt = arrivedAt;
      this.output += bytes;
      void this.screen.show(bytes).then(() => {
        this.hasShownProgress ||= this.isUnderWay();
        this.onFrame();
        this.look();
      });
    });
    this.pty.onExit(() => {
      this.ended = true;
      this.look();
    });
  }

  /** Returns the seconds from the start to the arrival of the screen for which `isSo` holds. */
  async secondsUntil(isSo: (lines: readonly string[]) => boolean): Promise<number> {
    await this.until(() => this.output.endsWith(END_OF_FRAME) && isSo(this.screen.lines()));
    return (this.lastByteAt - this.startedAt) / 1000;
  }

  /** Presses a key and waits for all of its effect. Only if nothing else is drawn. */
  async press(key: string): Promise<KeyFrame> {
    const pressedAt = this.send(key);
    await this.until(() => this.output.endsWith(END_OF_FRAME));
    await this.untilQuiet(QUIET_MILLISECONDS);
    return this.frameSince(pressedAt);
  }

  /** Waits until nothing has been drawn for this long. */
  async untilQuiet(milliseconds: number): Promise<void> {
    for (;;) {
      const left = this.lastByteAt + milliseconds - performance.now();
      if (left <= 0) return;
      await sleep(left);
    }
  }

  /** Presses a key, waits until `isSo` holds, and a little longer; everything drawn up to then counts. */
  async pressUntil(key: string, isSo: (position: Position | undefined) => boolean): Promise<KeyFrame> {
    const pressedAt = this.send(key);
    await this.until(() => this.output.endsWith(END_OF_FRAME) && isSo(this.position()));
    const frame = this.frameSince(pressedAt);
    await sleep(QUIET_MILLISECONDS);
    return frame;
  }

  /**
   * Presses a key and waits for the end of its effect: no task is shown as running, and nothing has been drawn for this
   * long.
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

  /** Presses a key that may draw nothing, and waits until nothing has been drawn for this long. */
  async tap(key: string, stillMilliseconds: number): Promise<void> {
    this.send(key);
    await sleep(stillMilliseconds);
    await this.untilQuiet(stillMilliseconds);
  }

  /** Whether the line above the hints shows the progress of a task. */
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

  /** Returns the CPU time of all threads of the program, if the system reports it. */
  cpuSeconds(): number {
    try {
      const fields = readFileSync(`/proc/${this.pty.pid}/stat`, 'latin1').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    } catch {
      return Number.NaN;
    }
  }

  /** Returns the peak memory so far, if the system reports it. */
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
