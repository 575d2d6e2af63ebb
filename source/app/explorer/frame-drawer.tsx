import type { ReadStream } from 'node:tty';
import { type Instance, render } from 'ink';
import type { Model } from '../../explorer/model/model.ts';
import { FrameWriter } from '../../terminal/frame-writer.ts';
import type { TerminalOutput } from '../../terminal/terminal-output.ts';
import type { TerminalSession } from '../../terminal/terminal-session.ts';
import { LinePlaceholders, PlaceholderContext } from '../../ui/components/line-placeholders.ts';
import { Screen } from '../../ui/screen.tsx';
import { FrameStream } from './frame-stream.ts';

/** At most one frame in this time, which is as much as the eye can see: faster keys share one. */
const FRAME_MILLISECONDS = 16;

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
  /** When the last frame was drawn, and the last one that a key or a click caused. */
  private drawnAt = Number.NEGATIVE_INFINITY;
  private answeredAt = Number.NEGATIVE_INFINITY;
  /** The scheduled frame, if there is one. */
  private due: { readonly at: number; readonly isNews: boolean; readonly cancel: () => void } | undefined;

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
   * dropped.
   */
  draw(): void {
    if (this.hasEnded) return;
    if (this.terminal.output.isBusy) {
      this.isHeldUp = true;
      this.due?.cancel();
      this.due = undefined;
      return;
    }
    this.isHeldUp = false;
    this.drawnAt = performance.now();
    if (this.due?.isNews !== true) this.answeredAt = this.drawnAt;
    this.due?.cancel();
    this.due = undefined;
    const screen = (
      <PlaceholderContext.Provider value={this.held}>
        <Screen model={this.model()} />
      </PlaceholderContext.Provider>
    );
    if (this.ink === undefined) this.begin(screen);
    else this.ink.rerender(screen);
  }

  /**
   * Draws a frame as soon as the previous one has been seen. `isNews`: caused by the file alone; a key does not wait
   * because of it.
   */
  drawSoon(isNews = false): void {
    if (this.hasEnded) return;
    const at = (isNews ? this.drawnAt : this.answeredAt) + FRAME_MILLISECONDS;
    if (this.due !== undefined && (isNews || this.due.at <= at)) return;
    this.due?.cancel();
    const wait = at - performance.now();
    const draw = (): void => this.draw();
    if (wait <= 0) {
      const immediate = setImmediate(draw);
      this.due = { at, isNews, cancel: () => clearImmediate(immediate) };
    } else {
      const timer = setTimeout(draw, wait);
      this.due = { at, isNews, cancel: () => clearTimeout(timer) };
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
    this.drawSoon();
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
