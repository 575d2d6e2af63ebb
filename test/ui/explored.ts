import { FileReader } from '../../source/app/explore/file-reader.ts';
import type { Action } from '../../source/explorer/actions.ts';
import type { Effect } from '../../source/explorer/effects.ts';
import type { DescribedRejection, FileState, Model } from '../../source/explorer/model.ts';
import { newModel, update } from '../../source/explorer/update.ts';
import type { Source } from '../../source/input/source.ts';
import type { Dataset } from '../../source/pipeline/dataset.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { answerOf, datasetOf, readerOf } from '../helpers/dataset.ts';

export interface Look {
  /** 100 by default. */
  readonly columns?: number;
  /** 30 by default. */
  readonly rows?: number;
  readonly ascii?: boolean;
  readonly file?: Partial<FileState>;
}

/** A file's bytes and what was read from them. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly dataset: Dataset;
}

export function readFile(content: string): ReadFile {
  const bytes = bytesOf(content);
  return { bytes, dataset: datasetOf(bytes) };
}

/** A file in the explorer, with nothing behind it but this thread: what is asked for is done before anything else. */
export class Explored {
  model: Model;
  private readonly reader: FileReader;

  private constructor(
    private readonly content: ReadFile,
    look: Look,
  ) {
    const { columns = 100, rows = 30, ascii = false, file } = look;
    this.reader = new FileReader(sourceOf(content.bytes));
    const state: FileState = {
      name: 'events.json',
      sizeBytes: content.bytes.length,
      isPipe: false,
      isSample: false,
      changed: false,
      ...file,
    };
    this.model = newModel(state, { bucketSeconds: 300, ascii }, { columns, rows, mouse: true });
  }

  /** Opens a file of this content, of which all is read, and presses keys. */
  static async open(
    content: string | ReadFile,
    keys: readonly string[] = [],
    look: Look = {},
  ): Promise<Explored> {
    const file = typeof content === 'string' ? readFile(content) : content;
    const explored = new Explored(file, look);
    const { dataset, bytes } = file;
    await explored.act({ kind: 'loaded', dataset, bytesRead: bytes.length, bytesPerSecond: 0 });
    return explored.press(...keys);
  }

  async press(...keys: readonly string[]): Promise<this> {
    for (const key of keys) await this.act({ kind: 'key', key });
    return this;
  }

  async act(action: Action): Promise<this> {
    const [model, effects] = update(this.model, action);
    this.model = model;
    for (const effect of effects) {
      const answer = await this.answer(effect);
      if (answer !== undefined) await this.act(answer);
    }
    return this;
  }

  private async answer(effect: Effect): Promise<Action | undefined> {
    const { reader } = this;
    const { bytes, dataset } = this.content;
    switch (effect.kind) {
      case 'query': {
        const { id, query } = effect;
        return { kind: 'answered', id, answer: answerOf(dataset, query, readerOf(bytes)) };
      }
      case 'describe':
        return { kind: 'described', texts: await this.described(effect.rejections) };
      case 'readWindow':
        return { kind: 'windowRead', window: await reader.window(effect, dataset) };
      case 'readRecord': {
        const { byteOffset, byteLength } = effect;
        return { kind: 'recordRead', byteOffset, ...(await reader.record(byteOffset, byteLength)) };
      }
      default:
        return undefined;
    }
  }

  private async described(rejections: readonly number[]): Promise<Map<number, DescribedRejection>> {
    const texts = new Map<number, DescribedRejection>();
    for (const rejection of rejections) {
      texts.set(rejection, await this.reader.describe(this.content.dataset, rejection));
    }
    return texts;
  }
}

function sourceOf(bytes: Uint8Array): Source {
  return {
    name: 'events.json',
    sizeBytes: bytes.length,
    identity: { device: 0, inode: 0 },
    readAt: async (into, byteOffset) => {
      const part = bytes.subarray(byteOffset, byteOffset + into.length);
      into.set(part);
      return part.length;
    },
    read: async () => 0,
    change: async () => 'none',
    describe: () => {
      throw new Error('there is no other thread');
    },
    close: async () => undefined,
  };
}
