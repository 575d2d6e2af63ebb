import { FollowControl } from '../../engine/follow/follow-control.ts';
import type { Action } from '../../explorer/model/action.ts';
import type { ChosenSettings } from '../../explorer/model/effect.ts';
import type { Model } from '../../explorer/model/model.ts';
import { plainMessage } from '../errors.ts';
import type { CommandOptions } from '../flags.ts';
import type { PlanOptions } from '../plan-input.ts';
import { randomHashSeed } from '../random-seed.ts';
import { resolveInput } from '../resolve-input.ts';
import { loadListener } from './load-listener.ts';
import { OpenedFile } from './opened-file.ts';
import { refuseFifo } from './refuse-fifo.ts';

/** What a shown file uses of the session. */
interface FileHost {
  readonly dispatch: (action: Action) => void;
  /** Returns the model as it is now. */
  readonly model: () => Model;
  /** Ends the session with an error. */
  readonly fail: (error: unknown) => void;
  /** Resolves when all effects that have started have ended: they may still read from an earlier file. */
  readonly untilIdle: () => Promise<void>;
}

/** The file that is shown: planned and loaded, read again, followed, replaced by another one. */
export class ShownFile {
  private hasEnded = false;
  /** Ends the waiting for the first record of a file that is followed. */
  private waiting = new FollowControl();
  /** Counts the requests to open a file: only the latest is shown. */
  private opens = 0;
  /** What was chosen in Fields for the file that is shown. */
  private chosen: ChosenSettings | undefined;

  constructor(
    private file: OpenedFile,
    private readonly options: CommandOptions,
    private readonly host: FileHost,
  ) {}

  get current(): OpenedFile {
    return this.file;
  }

  /** Plans how to read the file, then loads it. A failure is shown, or ends the session for the first file. */
  async load(): Promise<void> {
    const { file, host } = this;
    const isFirst = host.model().plan === undefined;
    const waiting = new FollowControl();
    this.waiting = waiting;
    try {
      if (file.state.isFollowed) await file.input.awaitRecord(waiting);
      if (!this.isShown(file)) return;
      const { plan, sampleOf, base, settings } = await file.input.plan(this.planOptions());
      if (!this.isShown(file)) return;
      host.dispatch({ kind: 'planned', plan, sample: sampleOf(), base });
      const { gapSeconds } = host.model().options;
      // Reports about an earlier file are dropped.
      const listener = loadListener(file, (action) => {
        if (this.isShown(file)) host.dispatch(action);
      });
      file.load({ ...settings, gapSeconds, hashSeed: randomHashSeed() }, this.options, listener);
    } catch (error) {
      // What is wrong with the command line ends it, as without a screen; another file leaves the screen to be used.
      if (isFirst) host.fail(error);
      else if (this.file === file) {
        host.dispatch({ kind: 'loaderDied', message: plainMessage(error, 'cannot read', file.state.name) });
      }
    }
  }

  /** Opens another file, or without a path the same one again; if that fails everything stays as it is. */
  async open(path: string | undefined): Promise<void> {
    const number = ++this.opens;
    const target =
      path === undefined ? this.file.target : path === '-' ? { path } : await resolveInput([path]);
    if (typeof target === 'object' && 'path' in target) await refuseFifo(target.path);
    const follow = path === undefined ? this.host.model().file.isFollowed === true : this.options.follow;
    const file = await OpenedFile.open(target, { ...this.options, follow });
    // Opening may have taken long.
    if (number !== this.opens || this.hasEnded) return file.close();
    // What was chosen for one file does not apply to another.
    if (path !== undefined) this.chosen = undefined;
    const before = await this.show(file);
    // A task that is still running must not read from another file with the same descriptor number.
    void this.host.untilIdle().then(() => before.close());
  }

  /** Reads the file again with what was chosen. */
  async readAs(settings: ChosenSettings): Promise<void> {
    this.opens++;
    this.chosen = settings;
    await this.show(this.file.again());
  }

  /** Begins to follow the file, which reads it again, or ends that. A pipe is always followed. */
  async follow(on: boolean): Promise<void> {
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

  /** Looks whether something has changed the file. A followed one is expected to change. */
  lookForChange(): void {
    const { file, host } = this;
    if (host.model().file.isFollowed) return;
    file.input.change().then(
      (change) => {
        if (this.file === file) host.dispatch({ kind: 'fileChanged', changed: change !== 'none' });
      },
      () => undefined,
    );
  }

  /** Call it when the session ends: nothing is shown any more. */
  end(): void {
    this.hasEnded = true;
  }

  /** Shows another file and begins to load it; returns the one before, which is not loaded any more. */
  private async show(file: OpenedFile): Promise<OpenedFile> {
    const before = this.file;
    this.waiting.end();
    this.file = file;
    this.host.dispatch({ kind: 'opened', file: file.state });
    // Two files at once would take twice the memory.
    await before.stopLoading();
    if (this.isShown(file)) void this.load();
    return before;
  }

  private isShown(file: OpenedFile): boolean {
    return this.file === file && !this.hasEnded;
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
}
