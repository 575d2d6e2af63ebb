import type { ReadStream } from 'node:tty';
import { type Instance, render } from 'ink';
import type { Model } from '../../explorer/model.ts';
import { FrameWriter } from '../../terminal/frame-writer.ts';
import type { TerminalSession } from '../../terminal/terminal-session.ts';
import { HeldLines, LineHolder } from '../../ui/held-lines.ts';
import { Screen } from '../../ui/screen.tsx';
import { FrameStream } from './frame-stream.ts';

/** No more frames than the eye can see: keys that come faster share one. */
const FRAME_MILLISECONDS = 16;

/** Draws the model as it is when a frame is due, and sends to the terminal what of it changed. */
export class FrameDrawer {
  private readonly held = new HeldLines();
  private readonly writer: FrameWriter;
  private readonly frames: FrameStream;
  private ink: Instance | undefined;
  private isDue = false;
  private hasEnded = false;
  private drawnAt = Number.NEGATIVE_INFINITY;

  /** `onBroken`: told when drawing itself throws. */
  constructor(
    private readonly model: () => Model,
    private readonly keys: ReadStream,
    private readonly session: TerminalSession,
    private readonly onBroken: (error: unknown) => void,
  ) {
    const { columns, rows } = model();
    this.writer = new FrameWriter(rows);
    this.frames = new FrameStream(columns, rows, (frame) => this.show(this.held.restored(frame)));
  }

  /** At once. */
  draw(): void {
    if (this.hasEnded) return;
    this.drawnAt = performance.now();
    const screen = (
      <LineHolder.Provider value={this.held}>
        <Screen model={this.model()} />
      </LineHolder.Provider>
    );
    if (this.ink === undefined) this.begin(screen);
    else this.ink.rerender(screen);
    this.isDue = false;
  }

  /** As soon as the frame before has been seen. */
  drawSoon(): void {
    if (this.isDue || this.hasEnded) return;
    this.isDue = true;
    const wait = this.drawnAt + FRAME_MILLISECONDS - performance.now();
    if (wait <= 0) setImmediate(() => this.draw());
    else setTimeout(() => this.draw(), wait);
  }

  /** Nothing is known of the screen any more: all is drawn anew. */
  drawAnew(): void {
    this.writer.invalidate();
    this.drawSoon();
  }

  /** The screen has another size, and so has the model by the next frame. */
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
    // Ink draws once more when it is taken down, also by a signal: the screen is given back by then.
    if (this.hasEnded || !this.session.isTaken) return;
    const sequence = this.writer.update(lines);
    if (sequence !== '') process.stdout.write(sequence);
  }
}
