/** The modes that the explorer sets, in order; the alternate screen is first and so is restored last. */
const SCREEN = { on: '\u001b[?1049h', off: '\u001b[?1049l' };
const CURSOR = { on: '\u001b[?25l', off: '\u001b[?25h' };
/** The terminal cuts lines that turn out wider than computed, so that they do not displace others. */
const NO_WRAP = { on: '\u001b[?7l', off: '\u001b[?7h' };
const PASTE = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** 1002: presses, releases and drags; 1006: in a form that holds any column. */
const MOUSE = { on: '\u001b[?1002h\u001b[?1006h', off: '\u001b[?1006l\u001b[?1002l' };

const END_SYNCHRONIZED = '\u001b[?2026l';
const RESET_STYLE = '\u001b[0m';

/** Time for the system to stop the process, if it does. */
const STOP_MILLISECONDS = 100;

interface RawInput {
  setRawMode(isRaw: boolean): unknown;
}

/** Where the modes are written: `TerminalOutput`, which says what its methods cost. */
interface ModeOutput {
  send(text: string): void;
  sendLast(text: string): void;
}

/**
 * The terminal, taken and restored as a whole. It is restored synchronously, so that an exit or signal handler can do it;
 * a terminal that is gone is not an error.
 */
export class TerminalSession {
  private isEntered = false;
  private mouse: boolean;

  constructor(
    private readonly input: RawInput,
    private readonly output: ModeOutput,
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
    this.output.send(SCREEN.on + CURSOR.on + NO_WRAP.on + PASTE.on + (this.mouse ? MOUSE.on : ''));
  }

  /** Restores it. Must be called before the input is closed. Never throws. */
  leave(): void {
    if (!this.isEntered) return;
    this.isEntered = false;
    const modes = MOUSE.off + PASTE.off + NO_WRAP.off + CURSOR.off + SCREEN.off;
    this.output.sendLast(END_SYNCHRONIZED + RESET_STYLE + modes);
    this.setRaw(false);
  }

  /** Without the mouse the terminal selects text itself. */
  setMouse(isOn: boolean): void {
    this.mouse = isOn;
    if (this.isEntered) this.output.send(isOn ? MOUSE.on : MOUSE.off);
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
}
