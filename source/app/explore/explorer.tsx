import type { ReadStream } from 'node:tty';
import { type Instance, render } from 'ink';
import type { Loader } from '../../engine/loader.ts';
import type { Action } from '../../explorer/actions.ts';
import type { Model } from '../../explorer/model.ts';
import { newModel } from '../../explorer/new-model.ts';
import { update } from '../../explorer/update.ts';
import { FrameWriter } from '../../terminal/frame-writer.ts';
import type { Input } from '../../terminal/input.ts';
import { readKeys } from '../../terminal/key-reader.ts';
import type { TerminalSession } from '../../terminal/terminal-session.ts';
import { HeldLines, LineHolder } from '../../ui/held-lines.ts';
import { Screen } from '../../ui/screen.tsx';
import type { CommandOptions } from '../flags.ts';
import { FrameStream } from './frame-stream.ts';
import { OpenedFile, type Target } from './opened-file.ts';
import { EffectRunner } from './run-effects.ts';

/** No more frames than the eye can see: keys that come faster share one. */
const FRAME_MILLISECONDS = 16;
/** How often the file is looked at for changes. */
const WATCH_MILLISECONDS = 2000;

/** The model, its loop and its edges: actions in, frames out, effects done. Lives from `run` until it is quit. */
export class Explorer {
  private model: Model;
  /** Nothing before the first frame: the screen comes first. */
  private loader: Loader | undefined;
  private loadBegan = performance.now();
  private readonly effects = new EffectRunner(() => this.context());
  private readonly held = new HeldLines();
  private readonly writer: FrameWriter;
  private readonly frames: FrameStream;
  private ink: Instance | undefined;
  private frameDue = false;
  private ended = false;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private finish: (exitCode: number) => void = () => undefined;
  private fail: (error: unknown) => void = () => undefined;
  private readonly over: Promise<number>;

  constructor(
    private readonly options: CommandOptions,
    private file: OpenedFile,
    private readonly keys: ReadStream,
    private readonly session: TerminalSession,
  ) {
    const { columns, rows } = screenSize();
    const { bucketSeconds, ascii, mouse } = options;
    this.model = newModel(file.state, { bucketSeconds, ascii }, { columns, rows, mouse });
    this.writer = new FrameWriter(rows);
    this.frames = new FrameStream(columns, rows, (frame) => {
      const lines = this.held.restored(frame);
      // Ink draws once more when it is taken down, also by a signal: the screen is given back by then.
      if (this.session.isTaken) this.send(this.writer.update(lines));
    });
    this.over = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
  }

  /** Shows the first frame, then all that follows, until somebody quits or the terminal is gone. */
  async run(): Promise<number> {
    this.session.enter();
    this.draw();
    this.loader = this.load(this.file);
    const stopKeys = readKeys(
      this.keys,
      (input) => this.take(input),
      () => this.finish(0),
    );
    const onResize = (): void => this.resize();
    // Who was stopped from without finds the terminal in another's hands.
    const onContinue = (): void => {
      this.session.leave();
      this.session.enter();
      this.redraw();
    };
    const onError = (): void => this.finish(1);
    const onCrash = (error: unknown): void => this.fail(error);
    process.stdout.on('resize', onResize);
    process.stdout.on('error', onError);
    process.on('SIGCONT', onContinue);
    process.on('uncaughtException', onCrash);
    process.on('unhandledRejection', onCrash);
    const watch = setInterval(() => this.lookForChange(), WATCH_MILLISECONDS);
    try {
      return await this.over;
    } finally {
      this.ended = true;
      clearInterval(watch);
      stopKeys();
      process.stdout.off('resize', onResize);
      process.off('SIGCONT', onContinue);
      process.off('uncaughtException', onCrash);
      process.off('unhandledRejection', onCrash);
    }
  }

  async close(): Promise<void> {
    this.ink?.unmount();
    await this.file.close();
  }

  private readonly dispatch = (action: Action): void => {
    const before = this.model;
    const [model, effects] = update(before, action);
    this.model = model;
    for (const effect of effects) this.effects.run(effect);
    if (model !== before) this.frameSoon();
  };

  private take(input: Input): void {
    if (input.kind !== 'mouse') {
      this.dispatch(input);
      return;
    }
    const { action, button, column, row } = input;
    if (action === 'wheelUp' || action === 'wheelDown' || (action === 'press' && button === 'left')) {
      this.dispatch({ kind: 'mouse', action, column, row });
    }
  }

  private frameSoon(): void {
    if (this.frameDue || this.ended) return;
    this.frameDue = true;
    const wait = this.drawnAt + FRAME_MILLISECONDS - performance.now();
    if (wait <= 0) setImmediate(() => this.draw());
    else setTimeout(() => this.draw(), wait);
  }

  private draw(): void {
    if (this.ended) return;
    this.drawnAt = performance.now();
    const screen = (
      <LineHolder.Provider value={this.held}>
        <Screen model={this.model} />
      </LineHolder.Provider>
    );
    if (this.ink === undefined) {
      this.ink = render(screen, {
        stdout: this.frames.asStdout(),
        stdin: this.keys,
        debug: true,
        patchConsole: false,
        exitOnCtrlC: false,
      });
      this.ink.waitUntilExit().catch(this.fail);
    } else {
      this.ink.rerender(screen);
    }
    this.frameDue = false;
  }

  private send(sequence: string): void {
    if (sequence !== '') process.stdout.write(sequence);
  }

  private resize(): void {
    const { columns, rows } = screenSize();
    this.frames.columns = columns;
    this.frames.rows = rows;
    this.writer.resize(rows);
    this.dispatch({ kind: 'resized', columns, rows });
  }

  private redraw(): void {
    this.writer.invalidate();
    this.frameSoon();
  }

  private load(file: OpenedFile): Loader {
    this.loadBegan = performance.now();
    // What an earlier file still says is for nobody.
    const ifCurrent =
      <Arguments extends unknown[]>(tell: (...given: Arguments) => void) =>
      (...given: Arguments): void => {
        if (this.file === file) tell(...given);
      };
    return file.load(this.options.settings, {
      onDataset: ifCurrent((dataset, bytesRead) => {
        const seconds = (performance.now() - this.loadBegan) / 1000;
        const bytesPerSecond = seconds > 0.2 ? bytesRead / seconds : 0;
        this.dispatch({ kind: 'loaded', dataset, bytesRead, bytesPerSecond });
      }),
      onFailed: ifCurrent((message) => this.dispatch({ kind: 'loadFailed', message })),
      onAnswer: ifCurrent((id, answer) => this.dispatch({ kind: 'answered', id, answer })),
      onProgress: ifCurrent((id, share) => this.dispatch({ kind: 'queryProgress', id, share })),
      onQueryFailed: ifCurrent((id, message) => this.dispatch({ kind: 'queryFailed', id, message })),
    });
  }

  /** Opens another file, or with no path the same one again; where that fails all stays as it is. */
  private async open(path: string | undefined): Promise<void> {
    const target: Target = path === undefined ? this.file.target : { path };
    const before = this.file;
    const file = await OpenedFile.open(target);
    this.file = file;
    this.loader = this.load(file);
    this.dispatch({ kind: 'opened', file: file.state });
    await before.close();
  }

  private lookForChange(): void {
    const { file } = this;
    file.source.change().then(
      (change) => {
        if (this.file === file) this.dispatch({ kind: 'fileChanged', changed: change !== 'none' });
      },
      () => undefined,
    );
  }

  private context(): ReturnType<ConstructorParameters<typeof EffectRunner>[0]> {
    return {
      file: this.file,
      loader: this.loader,
      dataset: this.model.dataset,
      dispatch: this.dispatch,
      send: (sequence) => this.send(sequence),
      open: (path) => this.open(path),
      setMouse: (on) => this.session.setMouse(on),
      suspend: () => this.session.suspend(() => this.resize()),
      redraw: () => this.redraw(),
      quit: this.finish,
    };
  }
}

/** A terminal that does not tell its size is taken for the smallest usual one. */
function screenSize(): { columns: number; rows: number } {
  return { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
}
