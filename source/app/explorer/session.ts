import type { ReadStream } from 'node:tty';
import { FollowControl } from '../../engine/follow/follow-control.ts';
import type { LoadListener } from '../../engine/load/load-client.ts';
import type { Action } from '../../explorer/model/action.ts';
import type { ChosenSettings } from '../../explorer/model/effect.ts';
import type { Model } from '../../explorer/model/model.ts';
import { newModel } from '../../explorer/new-model.ts';
import { update } from '../../explorer/update.ts';
import type { Input } from '../../terminal/input-event.ts';
import { readKeys } from '../../terminal/key-reader.ts';
import { askForSize, screenSize } from '../../terminal/screen-size.ts';
import type { TerminalOutput } from '../../terminal/terminal-output.ts';
import type { TerminalSession } from '../../terminal/terminal-session.ts';
import { plainMessage } from '../errors.ts';
import type { CommandOptions } from '../flags.ts';
import { foreignLocale, localeNotice } from '../locale.ts';
import type { PlanOptions } from '../plan-input.ts';
import { randomHashSeed } from '../random-seed.ts';
import { resolveInput } from '../resolve-input.ts';
import { zoneNamed } from '../said-times.ts';
import { exportContext } from './export-context.ts';
import { FrameDrawer } from './frame-drawer.tsx';
import { causeOf } from './frame-schedule.ts';
import { loadListener } from './load-listener.ts';
import { OpenedFile } from './opened-file.ts';
import { listenToProcess } from './process-events.ts';
import { refuseFifo } from './refuse-fifo.ts';
import { type EffectContext, EffectRunner } from './run-effects.ts';

/** How often the file is checked for changes. */
const WATCH_MILLISECONDS = 2000;

/** The terminal of the screen. */
interface ScreenTerminal {
  readonly session: TerminalSession;
  readonly output: TerminalOutput;
}

/** The flags, and the program's version. */
export interface SessionOptions extends CommandOptions {
  readonly version: string;
}

/** The model, its loop and its edges: actions in, frames out, effects run. Lives from `run` until the user quits. */
export class ExplorerSession {
  private model: Model;
  private readonly effects = new EffectRunner(() => this.context());
  private readonly drawer: FrameDrawer;
  private hasEnded = false;
  /** Ends the waiting for the first record of a file that is followed. */
  private waiting = new FollowControl();
  /** Counts the requests to open a file: only the latest is shown. */
  private opens = 0;
  /** What was chosen in Fields for the file that is shown. */
  private chosen: ChosenSettings | undefined;
  private finish: (exitCode: number) => void = () => undefined;
  private fail: (error: unknown) => void = () => undefined;
  private readonly over: Promise<number>;
  private readonly session: TerminalSession;

  constructor(
    private readonly options: SessionOptions,
    private file: OpenedFile,
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
    void this.load(this.file);
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
    const watch = setInterval(() => this.lookForChange(), WATCH_MILLISECONDS);
    try {
      return await this.over;
    } finally {
      this.hasEnded = true;
      clearInterval(watch);
      stopKeys();
      stopListening();
    }
  }

  async close(): Promise<void> {
    this.drawer.end();
    await this.file.close();
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

  /** Finds what the file is read as, then loads it. */
  private async load(file: OpenedFile): Promise<void> {
    const isFirst = this.model.plan === undefined;
    const waiting = new FollowControl();
    this.waiting = waiting;
    try {
      if (file.state.isFollowed) await file.input.awaitRecord(waiting);
      if (this.file !== file || this.hasEnded) return;
      const { plan, sampleOf, base, settings } = await file.input.plan(this.planOptions());
      if (this.file !== file || this.hasEnded) return;
      this.dispatch({ kind: 'planned', plan, sample: sampleOf(), base });
      const { gapSeconds } = this.model.options;
      file.load({ ...settings, gapSeconds, hashSeed: randomHashSeed() }, this.options, this.listenTo(file));
    } catch (error) {
      // What is wrong with the command line ends it, as without a screen; another file leaves the screen to be used.
      if (isFirst) this.fail(error);
      else if (this.file === file) {
        this.dispatch({ kind: 'loaderDied', message: plainMessage(error, 'cannot read', file.state.name) });
      }
    }
  }

  /** The options of reading, with what was chosen in Fields in place of what flags and a file of a plan name. */
  private planOptions(): PlanOptions {
    const { options, chosen } = this;
    if (chosen === undefined) return options;
    const { settings, named } = options;
    const { idDecides = settings.idDecides, ...keys } = chosen;
    return {
      ...options,
      settings: { ...settings, idDecides },
      named: { ...named, ...keys },
      planFile: undefined,
      planned: undefined,
    };
  }

  private listenTo(file: OpenedFile): LoadListener {
    // Reports about an earlier file are dropped.
    return loadListener(file, (action) => {
      if (this.file === file && !this.hasEnded) this.dispatch(action);
    });
  }

  /** Opens another file, or without a path the same one again; if that fails everything stays as it is. */
  private async open(path: string | undefined): Promise<void> {
    const number = ++this.opens;
    const target =
      path === undefined ? this.file.target : path === '-' ? { path } : await resolveInput([path]);
    if (typeof target === 'object' && 'path' in target) await refuseFifo(target.path);
    const follow = path === undefined ? this.model.file.isFollowed === true : this.options.follow;
    const file = await OpenedFile.open(target, { ...this.options, follow });
    // Opening may have taken long.
    if (number !== this.opens || this.hasEnded) return file.close();
    // What was chosen for one file says nothing of another.
    if (path !== undefined) this.chosen = undefined;
    const before = await this.show(file);
    // A task that is still running must not read from another file with the same descriptor number.
    void this.effects.untilIdle().then(() => before.close());
  }

  /** Reads the file again with what was chosen. */
  private async readAs(settings: ChosenSettings): Promise<void> {
    this.opens++;
    this.chosen = settings;
    await this.show(this.file.again());
  }

  /** Begins to follow the file, which reads it again, or ends that. A pipe is always followed. */
  private async follow(on: boolean): Promise<void> {
    const { file } = this;
    if (file.state.isPipe) return;
    if (!on) {
      this.waiting.end();
      file.loader?.endFollowing();
      file.input.endFollowing();
      return;
    }
    this.opens++;
    await this.show(file.again(true));
  }

  /** Shows another file and begins to load it; returns the one before, which is not loaded any more. */
  private async show(file: OpenedFile): Promise<OpenedFile> {
    const before = this.file;
    this.waiting.end();
    this.file = file;
    this.dispatch({ kind: 'opened', file: file.state });
    // Two files at once would take twice the memory.
    await before.stopLoading();
    if (this.file === file && !this.hasEnded) void this.load(file);
    return before;
  }

  private lookForChange(): void {
    const { file } = this;
    if (this.model.file.isFollowed) return;
    file.input.change().then(
      (change) => {
        if (this.file === file) this.dispatch({ kind: 'fileChanged', changed: change !== 'none' });
      },
      () => undefined,
    );
  }

  private context(): EffectContext {
    return {
      file: this.file,
      dataset: this.model.dataset,
      dispatch: this.dispatch,
      send: (sequence) => this.terminal.output.send(sequence),
      open: (path) => this.open(path),
      readAs: (settings) => this.readAs(settings),
      follow: (on) => this.follow(on),
      setMouse: (on) => this.session.setMouse(on),
      suspend: this.suspend,
      redraw: () => this.redraw(),
      quit: this.finish,
      exporting: exportContext(this.options, this.file, this.model.plan),
    };
  }
}
