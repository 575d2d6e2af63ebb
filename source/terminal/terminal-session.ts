import { writeSync } from 'node:fs';

/** The modes that the explorer sets, in order; the alternate screen is first and so is restored last. */
const SCREEN = { on: '\u001b[?1049h', off: '\u001b[?1049l' };
const CURSOR = { on: '\u001b[?25l', off: '\u001b[?25h' };
/** The terminal cuts lines that turn out wider than computed, so that they do not displace others. */
const NO_WRAP = { on: '\u001b[?7l', off: '\u001b[?7h' };
const PASTE = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** Buttons and wheel, no moves, as text (SGR). */
/** 1002: presses, releases and drags; 1006: in a form that holds any column. */
const MOUSE = { on: '\u001b[?1002h\u001b[?1006h', off: '\u001b[?1006l\u001b[?1002l' };

const END_SYNCHRONIZED = '\u001b[?2026l';
const RESET_STYLE = '\u001b[0m';

/** How long to wait for a terminal that takes no more bytes before the rest is given up. */
const PATIENCE_MILLISECONDS = 500;
const RETRY_MILLISECONDS = 5;
/** Time for the system to stop the process, if it does. */
const STOP_MILLISECONDS = 100;

interface RawInput {
  setRawMode(isRaw: boolean): unknown;
}

/**
 * The terminal, taken and restored as a whole. Everything is written synchronously, so that it can be restored by an exit
 * or signal handler; a terminal that is gone is not an error.
 */
export class TerminalSession {
  private isEntered = false;
  private mouse: boolean;

  constructor(
    private readonly input: RawInput,
    private readonly output: { readonly fd: number },
    options: { readonly mouse: boolean },
  ) {
    this.mouse = options.mouse;
  }

  /** Whether the screen is ours to draw on. */
  get isTaken(): boolean {
    return this.isEntered;
  }

  /** Takes the terminal; the screen is empty then. */
  enter(): void {
    if (this.isEntered) return;
    this.isEntered = true;
    this.setRaw(true);
    this.write(SCREEN.on + CURSOR.on + NO_WRAP.on + PASTE.on + (this.mouse ? MOUSE.on : ''));
  }

  /** Restores it. Must be called before the input is closed. Never throws. */
  leave(): void {
    if (!this.isEntered) return;
    this.isEntered = false;
    const modes = MOUSE.off + PASTE.off + NO_WRAP.off + CURSOR.off + SCREEN.off;
    this.write(END_SYNCHRONIZED + RESET_STYLE + modes);
    this.setRaw(false);
  }

  /** Without the mouse the terminal selects text itself. */
  setMouse(isOn: boolean): void {
    this.mouse = isOn;
    if (this.isEntered) this.write(isOn ? MOUSE.on : MOUSE.off);
  }

  /**
   * Restores the terminal and stops, as ^Z does, with all processes of the same pipeline. `onResume` is called once when
   * the terminal is taken again and must be redrawn; soon, if no shell could continue the process and so the system does
   * not stop it.
   */
  suspend(onResume: () => void): void {
    this.leave();
    const resume = (): void => {
      process.off('SIGCONT', resume);
      clearTimeout(timer);
      this.enter();
      onResume();
    };
    process.on('SIGCONT', resume);
    const timer = setTimeout(resume, STOP_MILLISECONDS);
    try {
      process.kill(0, 'SIGTSTP');
    } catch {
      // The system has no job control.
    }
  }

  private setRaw(isRaw: boolean): void {
    try {
      this.input.setRawMode(isRaw);
    } catch {
      // The terminal is gone.
    }
  }

  private write(text: string): void {
    try {
      writeWhole(this.output.fd, Buffer.from(text));
    } catch {
      // The terminal is gone (EIO, EPIPE, EBADF) or stalled.
    }
  }
}

function writeWhole(fd: number, bytes: Uint8Array): void {
  const giveUpAt = performance.now() + PATIENCE_MILLISECONDS;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const isFull = (error as NodeJS.ErrnoException).code === 'EAGAIN';
      if (!isFull || performance.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MILLISECONDS);
    }
  }
}
