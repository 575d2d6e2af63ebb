import { fileURLToPath } from 'node:url';
import { LoadClient, type LoadListener } from '../../engine/load/load-client.ts';
import type { FileState } from '../../explorer/model/model.ts';
import { openFile, openStdin } from '../../input/open-source.ts';
import type { Source } from '../../input/source.ts';
import { seekable } from '../../input/spooled-source.ts';
import type { RunSettings } from '../../pipeline/settings.ts';
import { withErrorContext } from '../errors.ts';
import type { CommandOptions } from '../flags.ts';
import { type OpenedText, openText } from '../open-input.ts';
import { FileNews } from './file-news.ts';
import { FileReader } from './file-reader.ts';

/** Files beside the bundled command. */
const WORKER = new URL('./load-worker.js', import.meta.url);
const POOL_WORKER = new URL('./pool-worker.js', import.meta.url);
const SAMPLE = new URL('./sample.json', import.meta.url);

/** The screen is not held up for longer by a pipe that nothing comes through; the drawing thread runs before all others. */
const HASTE = { patience: 500, niceness: 15 };

/** What to open: a path, standard input, or the sample that comes with the program. */
export type Target = { readonly path: string } | 'stdin' | 'sample';

/** An open file that the explorer shows, with its load client. */
export class OpenedFile {
  readonly reader: FileReader;
  private loading: LoadClient | undefined;

  private constructor(
    readonly target: Target,
    readonly text: OpenedText,
    readonly source: Source,
    readonly state: FileState,
    readonly news: FileNews,
  ) {
    this.reader = new FileReader(source);
  }

  /** Throws CommandError, one line that says what could not be read. */
  static async open(target: Target, { container, maxSpoolBytes }: CommandOptions): Promise<OpenedFile> {
    const path = target === 'sample' ? fileURLToPath(SAMPLE) : target === 'stdin' ? undefined : target.path;
    const input = await withErrorContext('cannot read', path ?? 'stdin', () =>
      path === undefined ? openStdin() : openFile(path),
    );
    const text = await openText(input, container, HASTE);
    const news = new FileNews();
    news.add({ kind: 'noted', notes: [...text.notes, ...text.headNotes()] });
    const source = await withErrorContext('cannot read', input.name, () =>
      seekable(text.source, {
        maxSpoolBytes,
        onFull: (keptBytes) => news.add({ kind: 'spoolFull', keptBytes }),
      }),
    );
    const state = {
      name: target === 'sample' ? 'sample.json' : source.name,
      sizeBytes: source.sizeBytes,
      isPipe: target === 'stdin' || input.sizeBytes === undefined,
      isSample: target === 'sample',
      changed: false,
    };
    return new OpenedFile(target, text, source, state, news);
  }

  /** The same file, to be loaded anew from what is open: of a pipe nothing else can be read again. */
  again(): OpenedFile {
    return new OpenedFile(this.target, this.text, this.source, this.state, this.news);
  }

  /** The client that loads it and answers queries; undefined before `load`. */
  get loader(): LoadClient | undefined {
    return this.loading;
  }

  /** Begins to load it; `listener` is called until `stopLoading`. `workers`: how many threads may read. */
  load(settings: RunSettings, workers: number | undefined, listener: LoadListener): void {
    this.loading = new LoadClient(this.source.describe(), settings, WORKER, listener, {
      workerUrl: POOL_WORKER.href,
      workers,
    });
  }

  async stopLoading(): Promise<void> {
    await this.loading?.stop();
  }

  async close(): Promise<void> {
    await this.stopLoading();
    await this.source.close();
  }
}
