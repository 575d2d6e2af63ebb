import type { ReadStream } from 'node:tty';
import { type Instance, render } from 'ink';
import type { Model } from '../../explorer/model/model.ts';
import { FrameWriter } from '../../terminal/frame-writer.ts';
import type { TerminalOutput } from '../../terminal/terminal-output.ts';
import type { TerminalSession } from '../../terminal/terminal-session.ts';
import { LinePlaceholders, PlaceholderContext } from '../../ui/components/line-placeholders.ts';
import { Screen } from '../../ui/screen.tsx';
import { type FrameCause, FrameSchedule, moreUrgent } from './frame-schedule.ts';
import { FrameStream } from './frame-stream.ts';

/** The terminal that frames are drawn on. */
interface FrameTerminal {
  readonly session: Pick<TerminalSession, 'isTaken'>;
  readonly output: Pick<TerminalOutput, 'isBusy' | 'send'>;
}

/** Draws the model as it is when a frame is due, and sends the changes to the terminal. */
export class FrameDrawer {
  private readonly held = new LinePlaceholders();
  private readonly writer: FrameWriter;
  private readonly frames: FrameStream;
  private ink: Instance | undefined;
  private hasEnded = false;
  /** Whether a frame was due while the terminal had not taken the one before. */
  private isHeldUp = false;
  private readonly schedule = new FrameSchedule();
  private cancelDue: () => void = () => undefined;
  /** The model right after the last key, and what has changed it since; undefined where no frame for a key is due. */
  private keyed: { readonly model: Model; later: FrameCause | undefined } | undefined;

  /** `onBroken`: called when drawing itself throws. `isAsciiOnly`: whether only ASCII may be written. */
  constructor(
    private readonly model: () => Model,
    private readonly keys: ReadStream,
    private readonly terminal: FrameTerminal,
    private readonly onBroken: (error: unknown) => void,
    isAsciiOnly: boolean,
  ) {
    const { columns, rows } = model();
    this.writer = new FrameWriter(rows, isAsciiOnly);
    this.frames = new FrameStream(columns, rows, (frame) => this.show(this.held.restored(frame)));
  }

  /**
   * Draws a frame now, or, while the terminal has not taken the one before, as soon as it has: frames in between are
   * dropped. A frame for a key shows what the key has changed and nothing that came after it: over a slow line it would
   * wait for the bytes of that.
   */
  draw(): void {
    if (this.hasEnded) return;
    const { keyed } = this;
    this.keyed = undefined;
    this.cancelDue();
    if (this.terminal.output.isBusy) {
      this.isHeldUp = true;
      this.schedule.drop();
      return;
    }
    this.isHeldUp = false;
    this.schedule.drawn(performance.now());
    const screen = (
      <PlaceholderContext.Provider value={this.held}>
        <Screen model={keyed?.model ?? this.model()} />
      </PlaceholderContext.Provider>
    );
    if (this.ink === undefined) this.begin(screen);
    else this.ink.rerender(screen);
    if (keyed?.later !== undefined) this.drawSoon(keyed.later);
  }

  /** Draws the frame that is due for something else than a key: before a key, whose own frame then holds nothing of it. */
  drawBeforeKey(): void {
    const { dueCause } = this.schedule;
    if (dueCause !== undefined && dueCause !== 'input') this.draw();
  }

  /** Draws a frame as soon as the previous one that was as urgent has been seen. */
  drawSoon(cause: FrameCause): void {
    if (this.hasEnded) return;
    if (cause === 'input') this.keyed = { model: this.model(), later: undefined };
    else if (this.keyed !== undefined) this.keyed.later = moreUrgent(cause, this.keyed.later);
    const wait = this.schedule.want(cause, performance.now());
    if (wait === undefined) return;
    this.cancelDue();
    const draw = (): void => this.draw();
    if (wait === 0) {
      const immediate = setImmediate(draw);
      this.cancelDue = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(draw, wait);
      this.cancelDue = () => clearTimeout(timer);
    }
  }

  /** Call it when the terminal is free again: draws the frame that was held up, if one was. */
  drawHeldUp(): void {
    if (this.isHeldUp) this.draw();
  }

  /** Draws the whole screen again, in a size that the model must have by the next frame. */
  resize(columns: number, rows: number): void {
    this.frames.columns = columns;
    this.frames.rows = rows;
    this.writer.resize(rows);
    this.drawSoon('input');
  }

  end(): void {
    this.hasEnded = true;
    this.ink?.unmount();
  }

  private begin(screen: React.ReactElement): void {
    this.ink = render(screen, {
      stdout: this.frames.asStdout(),
      stdin: this.keys,
      debug: true,
      patchConsole: false,
      exitOnCtrlC: false,
    });
    this.ink.waitUntilExit().catch(this.onBroken);
  }

  private show(lines: readonly string[]): void {
    // Ink draws once more when it is taken down, also by a signal: the terminal is restored by then.
    if (this.hasEnded || !this.terminal.session.isTaken) return;
    const sequence = this.writer.update(lines);
    this.terminal.output.send(sequence);
  }
}
