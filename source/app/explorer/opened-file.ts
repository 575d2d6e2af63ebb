import { areFiles } from '../../engine/files/files-input.ts';
import { LoadClient, type LoadListener } from '../../engine/load/load-client.ts';
import type { FileState } from '../../explorer/model/model.ts';
import type { RunSettings } from '../../pipeline/settings.ts';
import type { CommandOptions } from '../flags.ts';
import { FILES_POOL_WORKER, POOL_WORKER } from '../pool-workers.ts';
import type { Target } from '../resolve-input.ts';
import type { ExploredInput } from './explored-input.ts';
import type { FileNews } from './file-news.ts';
import { FileReader } from './file-reader.ts';
import { openInput } from './open-explored.ts';

/** Built beside the bundled command. */
const LOAD_WORKER = new URL('./load-worker.cjs', import.meta.url);

/** An open file that the explorer shows, or several as one, with its load client. */
export class OpenedFile {
  readonly reader: FileReader;
  private loading: LoadClient | undefined;

  private constructor(
    readonly target: Target,
    readonly input: ExploredInput,
    /** Whether the load waits for more of it. */
    private readonly isFollowed: boolean,
  ) {
    this.reader = new FileReader(input);
  }

  /** Throws CommandError, one line that says what could not be read. */
  static async open(target: Target, options: CommandOptions): Promise<OpenedFile> {
    const input = await openInput(target, options);
    return new OpenedFile(target, input, options.follow && input.state.notFollowable === undefined);
  }

  /** The same file, to be loaded again from what is open: the copy of a pipe is all there is to read again. */
  again(isFollowed = this.isFollowed): OpenedFile {
    return new OpenedFile(this.target, this.input, isFollowed);
  }

  get state(): FileState {
    return { ...this.input.state, isFollowed: this.isFollowed };
  }

  get news(): FileNews {
    return this.input.news;
  }

  /** The client that loads it and answers queries; undefined before `load`. */
  get loader(): LoadClient | undefined {
    return this.loading;
  }

  /** Begins to load it; `listener` is called until `stopLoading`. */
  load(
    settings: RunSettings,
    { workers, maxMemoryBytes }: Pick<CommandOptions, 'workers' | 'maxMemoryBytes'>,
    listener: LoadListener,
  ): void {
    const { description } = this.input;
    const worker = areFiles(description) ? FILES_POOL_WORKER : POOL_WORKER;
    const pool = { workerUrl: worker.href, workers, maxMemoryBytes };
    if (this.isFollowed) this.input.beginFollowing();
    this.loading = new LoadClient(description, settings, LOAD_WORKER, listener, pool, this.isFollowed);
  }

  async stopLoading(): Promise<void> {
    await this.loading?.stop();
  }

  async close(): Promise<void> {
    await this.stopLoading();
    await this.input.close();
  }
}
