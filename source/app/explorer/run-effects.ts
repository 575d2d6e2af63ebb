import type { Action } from '../../explorer/model/action.ts';
import type { ChosenSettings, Effect } from '../../explorer/model/effect.ts';
import type { DescribedRejection } from '../../explorer/tables/table-spec.ts';
import { formatBytes } from '../../format/human-format.ts';
import { rereadRejection } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { readStray } from '../../pipeline/scan/stray-reporter.ts';
import { DEFAULT_SETTINGS } from '../../pipeline/settings.ts';
import { FileTable } from '../../pipeline/store/file-table.ts';
import { clipboardSequence, MAX_COPIED_BYTES } from '../../terminal/clipboard.ts';
import { plainMessage } from '../errors.ts';
import { completePath, expandHome } from './complete-path.ts';
import type { ExportContext } from './export-context.ts';
import { exportShown, isTaken } from './export-rows.ts';
import type { OpenedFile } from './opened-file.ts';

/** The state that effects use, read when they run. */
export interface EffectContext {
  readonly file: OpenedFile;
  readonly dataset: Dataset | undefined;
  readonly dispatch: (action: Action) => void;
  /** Writes to the terminal beside the frames. */
  readonly send: (sequence: string) => void;
  readonly open: (path: string | undefined) => Promise<void>;
  readonly readAs: (settings: ChosenSettings) => Promise<void>;
  readonly follow: (on: boolean) => Promise<void>;
  readonly setMouse: (on: boolean) => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
  readonly quit: (exitCode: number) => void;
  /** What files that are written say about themselves. */
  readonly exporting: ExportContext;
}

/** Effects that open a file, or the same one again. */
const OPENING: ReadonlySet<Effect['kind']> = new Set(['open', 'reload', 'readAs', 'follow']);

type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

/** Thrown inside a task that was cancelled, to end it. */
class Cancelled extends Error {}

/** Least time between two progress messages of a task. */
const PROGRESS_MILLISECONDS = 100;

/** Runs the effects that `update` returns. Never throws: failures become actions, which the screen shows. */
export class EffectRunner {
  private taskNumber = 0;
  private rest: NodeJS.Timeout | undefined;
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly context: () => EffectContext) {}

  run(effect: Effect): void {
    const { file, dispatch: dispatchNow } = this.context();
    // Another file may be opened before this effect ends: its results are then dropped.
    const dispatch = (action: Action): void => {
      if (this.context().file === file) dispatchNow(action);
    };
    const running = this.start(effect, { ...this.context(), dispatch }).catch((error: unknown) => {
      if (error instanceof Cancelled) return;
      const message = plainMessage(error, 'cannot read', file.state.name);
      dispatch({ kind: 'effectFailed', effect: effect.kind, message });
    });
    // Opening a file waits for all other effects, so nothing may wait for it.
    if (OPENING.has(effect.kind)) return;
    this.running.add(running);
    void running.then(() => this.running.delete(running));
  }

  /** Resolves when all effects started so far have ended. */
  async untilIdle(): Promise<void> {
    await Promise.all(this.running);
  }

  private async start(effect: Effect, context: EffectContext): Promise<void> {
    const { file, dispatch } = context;
    switch (effect.kind) {
      case 'query':
        return file.loader?.query(effect.id, effect.query);
      case 'cancelQuery':
        return file.loader?.cancel(effect.id);
      case 'setGap':
        return file.loader?.setGap(effect.gapSeconds);
      case 'describe':
        return describeAll(effect, context);
      case 'readStrays':
        return readStrays(effect, context);
      case 'readWindow':
        return dispatch({ kind: 'windowRead', window: await file.reader.window(effect, context.dataset) });
      case 'readRecord':
        return readRecord(effect, context);
      case 'readRecords':
        return readRecords(effect, context);
      case 'findLine':
        return findLine(effect, context);
      case 'searchFile':
        return this.search(effect, context);
      case 'awaitRest':
        return this.awaitRest(effect, context);
      case 'cancelTask':
        this.taskNumber++;
        return;
      case 'clock':
        return dispatch({ kind: 'clock', nowSeconds: Date.now() / 1000 });
      case 'export':
        return this.export(effect, context);
      case 'complete':
        return dispatch({ kind: 'completed', of: effect.text, ...(await completePath(effect.text)) });
      case 'copy':
        return copy(effect, context);
      case 'copyLine':
        return copyLine(effect, context);
      case 'open':
        return context.open(expandHome(effect.path));
      case 'reload':
        return context.open(undefined);
      case 'follow':
        return context.follow(effect.on);
      case 'readAs':
        return context.readAs(effect.settings);
      case 'setMouse':
        return setMouse(effect, context);
      case 'suspend':
        return context.suspend();
      case 'redraw':
        return context.redraw();
      case 'quit':
        return context.quit(effect.exitCode);
    }
  }

  /** Not awaited: nothing is lost if the program ends before. */
  private awaitRest({ milliseconds }: EffectOf<'awaitRest'>, { dispatch }: EffectContext): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => dispatch({ kind: 'rested' }), milliseconds);
  }

  private async search(
    { text, fromByteOffset, direction, untilByteOffset }: EffectOf<'searchFile'>,
    { file, dispatch }: EffectContext,
  ): Promise<void> {
    const onProgress = this.newTask(dispatch);
    const byteOffset = await file.reader.search(text, fromByteOffset, direction, untilByteOffset, (at) =>
      onProgress(`searching for ${text}: at ${formatBytes(at)}`),
    );
    dispatch({ kind: 'placeFound', what: 'match', byteOffset });
  }

  private async export(
    { exported, path: typed, overwrite }: EffectOf<'export'>,
    { dispatch, file, exporting }: EffectContext,
  ): Promise<void> {
    const onProgress = this.newTask(dispatch);
    const path = expandHome(typed);
    if (!overwrite && (await isTaken(path))) return dispatch({ kind: 'exportBlocked', path });
    const written = await exportShown(exported, path, { input: file.input, context: exporting, onProgress });
    dispatch({ kind: 'taskEnded', message: { text: written, kind: 'good' } });
  }

  /**
   * Starts a task and returns its progress callback. A later task, or `cancelTask`, ends this one: the next call throws.
   */
  private newTask(dispatch: (action: Action) => void): (text: string) => void {
    const number = ++this.taskNumber;
    let reportedAt = 0;
    return (text) => {
      if (number !== this.taskNumber) throw new Cancelled();
      if (performance.now() - reportedAt < PROGRESS_MILLISECONDS) return;
      reportedAt = performance.now();
      dispatch({ kind: 'taskProgress', text });
    };
  }
}

async function describeAll(
  { rejections }: EffectOf<'describe'>,
  { file, dataset, dispatch }: EffectContext,
): Promise<void> {
  if (dataset === undefined) return;
  const texts = new Map<number, DescribedRejection>();
  for (const rejection of rejections) texts.set(rejection, await describe(file, dataset, rejection));
  dispatch({ kind: 'described', texts });
}

async function readStrays(
  { runs }: EffectOf<'readStrays'>,
  { file: { reader, state }, dataset, dispatch }: EffectContext,
): Promise<void> {
  if (dataset === undefined) return;
  const texts = new Map<number, string>();
  for (const run of runs) {
    const text = readStray(dataset.strays, reader.readKept, run).catch((error: unknown) =>
      plainMessage(error, 'cannot read', state.name),
    );
    texts.set(run, await text);
  }
  dispatch({ kind: 'straysRead', texts });
}

/**
 * A longer record is parsed on the load worker's thread: on this one it would block keys and frames, for 10 ms per MiB.
 */
const MOST_PARSED_BYTES = 256 * 1024;

/** Describes a rejection. If its record cannot be read, its row shows the error. */
async function describe(
  { reader, loader, state }: OpenedFile,
  dataset: Dataset,
  rejection: number,
): Promise<DescribedRejection> {
  try {
    const isLong = dataset.rejections.byteLengthOf(rejection) > MOST_PARSED_BYTES;
    return await (isLong && loader !== undefined
      ? loader.describe(rejection)
      : rereadRejection(dataset, reader.readKept, rejection));
  } catch (error) {
    const detail = plainMessage(error, 'cannot read', state.name);
    return { detail, userId: '', eventTime: '', eventType: '', raw: '', fault: undefined };
  }
}

const NOTHING_READ = { settings: DEFAULT_SETTINGS, files: new FileTable() };

async function readRecord(
  { byteOffset, byteLength }: EffectOf<'readRecord'>,
  { file, dataset, dispatch }: EffectContext,
): Promise<void> {
  const { text, cut } = await file.reader.record(byteOffset, byteLength, dataset ?? NOTHING_READ);
  dispatch({ kind: 'recordRead', byteOffset, text, cut });
}

async function readRecords(
  { events }: EffectOf<'readRecords'>,
  { file, dataset, dispatch }: EffectContext,
): Promise<void> {
  if (dataset === undefined) return;
  dispatch({ kind: 'recordsRead', texts: await file.reader.records(events, dataset) });
}

async function findLine(
  { line, fromByteOffset, fromLine }: EffectOf<'findLine'>,
  { file, dispatch }: EffectContext,
): Promise<void> {
  const byteOffset = await file.reader.lineStart(line, { byteOffset: fromByteOffset, line: fromLine });
  dispatch({ kind: 'placeFound', what: 'line', byteOffset });
}

function copy({ text, what, said }: Omit<EffectOf<'copy'>, 'kind'>, { send, dispatch }: EffectContext): void {
  const { sequence, copiedBytes, cut } = clipboardSequence(text, process.env);
  send(sequence);
  const part = cut ? ' (only the beginning: it is too long for the clipboard)' : '';
  dispatch(notice(`${said ?? `copied ${what}, ${formatBytes(copiedBytes)}`}${part}`));
}

async function copyLine({ byteOffset }: EffectOf<'copyLine'>, context: EffectContext): Promise<void> {
  const line = await context.file.reader.line(byteOffset, context.dataset, MAX_COPIED_BYTES);
  if (line === undefined) return context.dispatch(notice('there is nothing to copy here'));
  const { text, fromByteOffset, beginsThere } = line;
  copy({ text, what: beginsThere ? 'the line' : `the line from byte ${fromByteOffset} on` }, context);
}

function setMouse({ on }: EffectOf<'setMouse'>, context: EffectContext): void {
  context.setMouse(on);
  context.dispatch({ kind: 'mouseSet', on });
  context.dispatch(notice(on ? 'mouse on' : 'mouse off: the terminal selects text'));
}

function notice(text: string): Action {
  return { kind: 'message', message: { text, kind: 'info' } };
}
