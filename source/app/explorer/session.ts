import type { ReadStream } from 'node:tty';
import type { Action } from '../../explorer/model/action.ts';
import type { Model } from '../../explorer/model/model.ts';
import { newModel } from '../../explorer/new-model.ts';
import { update } from '../../explorer/update.ts';
import type { Input } from '../../terminal/input-event.ts';
import { readKeys } from '../../terminal/key-reader.ts';
import { askForSize, screenSize } from '../../terminal/screen-size.ts';
import type { TerminalOutput } from '../../terminal/terminal-output.ts';
import type { TerminalSession } from '../../terminal/terminal-session.ts';
import type { CommandOptions } from '../flags.ts';
import { foreignLocale, localeNotice } from '../locale.ts';
import { zoneNamed } from '../said-times.ts';
import { exportContext } from './export-context.ts';
import { FrameDrawer } from './frame-drawer.tsx';
import { causeOf } from './frame-schedule.ts';
import type { OpenedFile } from './opened-file.ts';
import { listenToProcess } from './process-events.ts';
import { type EffectContext, EffectRunner } from './run-effects.ts';
import { ShownFile } from './shown-file.ts';

/** How often the file is checked for changes. */
const WATCH_MILLISECONDS = 2000;

/** The terminal of the screen. */
interface ScreenTerminal {
  readonly session: TerminalSession;
  readonly output: TerminalOutput;
}

/** The flags, and the program's version. */
interface SessionOptions extends CommandOptions {
  readonly version: string;
}

/** The model, its loop and its edges: actions in, frames out, effects run. Lives from `run` until the user quits. */
export class ExplorerSession {
  private model: Model;
  private readonly effects = new EffectRunner(() => this.context());
  private readonly drawer: FrameDrawer;
  private readonly shown: ShownFile;
  private finish: (exitCode: number) => void = () => undefined;
  private fail: (error: unknown) => void = () => undefined;
  private readonly over: Promise<number>;
  private readonly session: TerminalSession;

  constructor(
    private readonly options: SessionOptions,
    file: OpenedFile,
    private readonly keys: ReadStream,
    private readonly terminal: ScreenTerminal,
  ) {
    this.session = terminal.session;
    const { bucketSeconds, ascii, mouse } = options;
    const zone = zoneNamed(options.displayZone);
    this.model = newModel(
      file.state,
      { gapSeconds: options.settings.gapSeconds, bucketSeconds, ascii, zone },
      { ...screenSize(process.stdout), mouse, nowSeconds: Date.now() / 1000 },
    );
    this.over = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
    this.shown = new ShownFile(file, options, {
      dispatch: this.dispatch,
      model: () => this.model,
      fail: this.fail,
      untilIdle: () => this.effects.untilIdle(),
    });
    this.drawer = new FrameDrawer(
      () => this.model,
      keys,
      terminal,
      this.fail,
      foreignLocale(process.env) !== undefined,
    );
    terminal.output.listen(
      () => this.drawer.drawHeldUp(),
      () => this.finish(1),
    );
  }

  /** Shows the first frame, then all others, until the user quits or the terminal is gone. */
  async run(): Promise<number> {
    this.session.enter();
    // The screen comes first; the load worker takes a while to start.
    this.drawer.draw();
    const text = localeNotice(process.env);
    if (text !== undefined) this.dispatch({ kind: 'message', message: { text, kind: 'info' } });
    void this.shown.load();
    const stopKeys = readKeys(
      this.keys,
      (input) => this.take(input),
      () => this.finish(0),
    );
    const stopListening = listenToProcess({
      onResize: () => this.resize(),
      // After SIGSTOP and SIGCONT the shell has changed the terminal, and the user its size: take it again and redraw.
      onContinue: () => {
        this.session.leave();
        this.session.enter();
        this.redraw();
      },
      onSuspend: this.suspend,
      onCrash: (error) => this.fail(error),
    });
    const watch = setInterval(() => this.shown.lookForChange(), WATCH_MILLISECONDS);
    try {
      return await this.over;
    } finally {
      this.shown.end();
      clearInterval(watch);
      stopKeys();
      stopListening();
    }
  }

  async close(): Promise<void> {
    this.drawer.end();
    await this.shown.current.close();
  }

  /** Suspends, on ^Z or SIGTSTP. */
  private readonly suspend = (): void => {
    process.off('SIGTSTP', this.suspend);
    this.session.suspend(() => {
      process.on('SIGTSTP', this.suspend);
      this.redraw();
    });
  };

  private readonly dispatch = (action: Action): void => {
    const before = this.model;
    const [model, effects] = update(before, action);
    this.model = model;
    for (const effect of effects) this.effects.run(effect);
    if (model !== before) this.drawer.drawSoon(causeOf(action));
  };

  private take(input: Input): void {
    this.drawer.drawBeforeKey();
    if (input.kind !== 'mouse') {
      this.dispatch(input);
      return;
    }
    const { action, button, column, row } = input;
    // Some terminals do not name the button of a release.
    if (action === 'wheelUp' || action === 'wheelDown' || action === 'release' || button === 'left') {
      this.dispatch({ kind: 'mouse', action, column, row });
    }
  }

  /** Draws the whole screen again, in the size that the terminal has now: the event about a new size may have been lost. */
  private redraw(): void {
    askForSize();
    this.resize();
  }

  private resize(): void {
    const { columns, rows } = screenSize(process.stdout);
    this.drawer.resize(columns, rows);
    this.dispatch({ kind: 'resized', columns, rows });
  }

  private context(): EffectContext {
    const { current: file } = this.shown;
    return {
      file,
      dataset: this.model.dataset,
      dispatch: this.dispatch,
      send: (sequence) => this.terminal.output.send(sequence),
      open: (path) => this.shown.open(path),
      readAs: (settings) => this.shown.readAs(settings),
      follow: (on) => this.shown.follow(on),
      setMouse: (on) => this.session.setMouse(on),
      suspend: this.suspend,
      redraw: () => this.redraw(),
      quit: this.finish,
      exporting: exportContext(this.options, file, this.model.plan),
    };
  }
}
