import type { Loader } from '../../engine/loader.ts';
import type { Action } from '../../explorer/actions.ts';
import type { Effect } from '../../explorer/effects.ts';
import type { DescribedRejection, Message } from '../../explorer/model.ts';
import type { Dataset } from '../../pipeline/dataset.ts';
import { formatBytes } from '../../query/human-format.ts';
import { clipboardSequence } from '../../terminal/clipboard.ts';
import { completePath, expandHome } from './complete-path.ts';
import { exportShown, isTaken } from './exporting.ts';
import type { OpenedFile } from './opened-file.ts';

/** What effects work with, as it is when they run. */
export interface EffectContext {
  readonly file: OpenedFile;
  readonly loader: Loader | undefined;
  readonly dataset: Dataset | undefined;
  readonly dispatch: (action: Action) => void;
  /** Writes to the terminal beside the frames. */
  readonly send: (sequence: string) => void;
  readonly open: (path: string | undefined) => Promise<void>;
  readonly setMouse: (on: boolean) => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
  readonly quit: (exitCode: number) => void;
}

/** Ends a task that was cancelled, from within. */
class Cancelled extends Error {}

/** The one place where what `update` asks for is done. Nothing here throws: what fails is told on the screen. */
export class EffectRunner {
  private taskNumber = 0;

  constructor(private readonly context: () => EffectContext) {}

  run(effect: Effect): void {
    const { file } = this.context();
    this.start(effect).catch((error: unknown) => {
      // What failed of a file that is shown no more is of no interest.
      if (error instanceof Cancelled || this.context().file !== file) return;
      const isTask = effect.kind === 'export' || effect.kind === 'searchFile';
      this.context().dispatch({ kind: isTask ? 'taskEnded' : 'told', message: failure(error) });
    });
  }

  private async start(effect: Effect): Promise<void> {
    const current = this.context();
    const { loader, file } = current;
    // Another file may have been opened by the time that something of this one comes.
    const dispatch = (action: Action): void => {
      if (this.context().file === file) current.dispatch(action);
    };
    const context = { ...current, dispatch };
    switch (effect.kind) {
      case 'query':
        return loader?.query(effect.id, effect.query);
      case 'cancelQuery':
        return loader?.cancel(effect.id);
      case 'describe':
        return this.describe(context, effect.rejections);
      case 'readWindow': {
        const window = await file.reader.window(effect, context.dataset);
        return dispatch({ kind: 'windowRead', window });
      }
      case 'readRecord': {
        const { byteOffset, byteLength } = effect;
        return dispatch({
          kind: 'recordRead',
          byteOffset,
          ...(await file.reader.record(byteOffset, byteLength)),
        });
      }
      case 'findLine': {
        const { line, fromByteOffset, fromLine } = effect;
        const byteOffset = await file.reader.lineStart(line, fromByteOffset, fromLine);
        return dispatch({ kind: 'placeFound', what: 'line', byteOffset });
      }
      case 'searchFile':
        return this.search(context, effect);
      case 'cancelTask':
        this.taskNumber++;
        return;
      case 'export':
        return this.export(context, effect);
      case 'complete':
        return dispatch({ kind: 'completed', of: effect.text, ...(await completePath(effect.text)) });
      case 'copy': {
        const { sequence, copiedBytes, cut } = clipboardSequence(effect.text, process.env);
        context.send(sequence);
        const part = cut ? ' (only the beginning: it is too long for the clipboard)' : '';
        return dispatch(told(`copied ${effect.what}, ${formatBytes(copiedBytes)}${part}`));
      }
      case 'open':
        return context.open(expandHome(effect.path));
      case 'reload':
        return context.open(undefined);
      case 'setMouse':
        context.setMouse(effect.on);
        dispatch({ kind: 'mouseSet', on: effect.on });
        return dispatch(
          told(effect.on ? 'the mouse works here' : 'the mouse is left to the terminal, to select text'),
        );
      case 'suspend':
        return context.suspend();
      case 'redraw':
        return context.redraw();
      case 'quit':
        return context.quit(effect.exitCode);
    }
  }

  private async describe(
    { file, dataset, dispatch }: EffectContext,
    rejections: readonly number[],
  ): Promise<void> {
    if (dataset === undefined) return;
    const texts = new Map<number, DescribedRejection>();
    for (const rejection of rejections) texts.set(rejection, await describe(file, dataset, rejection));
    dispatch({ kind: 'described', texts });
  }

  private async search(
    context: EffectContext,
    effect: Extract<Effect, { kind: 'searchFile' }>,
  ): Promise<void> {
    const { text, fromByteOffset, direction } = effect;
    const onProgress = this.newTask();
    const byteOffset = await context.file.reader.search(text, fromByteOffset, direction, (at) =>
      onProgress(`searching for ${text}: at ${formatBytes(at)}`),
    );
    context.dispatch({ kind: 'placeFound', what: 'match', byteOffset });
  }

  private async export(context: EffectContext, effect: Extract<Effect, { kind: 'export' }>): Promise<void> {
    const { dispatch, file } = context;
    const path = expandHome(effect.path);
    if (!effect.overwrite && (await isTaken(path))) return dispatch({ kind: 'exportBlocked', path });
    const written = await exportShown(effect.exported, path, file.source, file.reader, this.newTask());
    dispatch({ kind: 'taskEnded', message: { text: written, kind: 'good' } });
  }

  /** Progress of a task from now on; a later one, or its cancelling, ends it at the next word of progress. */
  private newTask(): (text: string) => void {
    const number = ++this.taskNumber;
    let toldAt = 0;
    return (text) => {
      if (number !== this.taskNumber) throw new Cancelled();
      if (performance.now() - toldAt < 100) return;
      toldAt = performance.now();
      this.context().dispatch({ kind: 'taskProgress', text });
    };
  }
}

function told(text: string): Action {
  return { kind: 'told', message: { text, kind: 'info' } };
}

function failure(error: unknown): Message {
  return { text: error instanceof Error ? error.message : String(error), kind: 'bad' };
}

/** What cannot be read again says so in its own row. */
async function describe(file: OpenedFile, dataset: Dataset, rejection: number): Promise<DescribedRejection> {
  try {
    return await file.reader.describe(dataset, rejection);
  } catch (error) {
    return { detail: failure(error).text, userId: '', eventTime: '', eventType: '', raw: '' };
  }
}
