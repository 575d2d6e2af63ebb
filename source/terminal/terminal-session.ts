import { ALL_OFF, HIDDEN_CURSOR, MOUSE, NO_MARGINS, NO_WRAP, PASTE, SCREEN } from './modes.ts';

/** Time for the system to stop the process, if it does. */
const STOP_MILLISECONDS = 100;

interface RawInput {
  setRawMode(isRaw: boolean): unknown;
}

/** What the modes are written to: see `TerminalOutput` for what its methods cost. */
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
    // A killed run may have left the mouse on, and margins.
    const modes = HIDDEN_CURSOR.on + NO_WRAP.on + PASTE.on + (this.mouse ? MOUSE.on : MOUSE.off);
    this.output.send(SCREEN.on + NO_MARGINS + modes);
  }

  /** Restores it. Must be called before the input is closed. Never throws. */
  leave(): void {
    if (!this.isEntered) return;
    this.isEntered = false;
    this.output.sendLast(ALL_OFF);
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
