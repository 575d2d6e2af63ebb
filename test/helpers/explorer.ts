import { FileReader } from '../../source/app/explorer/file-reader.ts';
import type { Action } from '../../source/explorer/model/action.ts';
import type { Effect } from '../../source/explorer/model/effect.ts';
import type { FileState, Model } from '../../source/explorer/model/model.ts';
import { newModel } from '../../source/explorer/new-model.ts';
import { cellsOf, columnsOf, type TableName } from '../../source/explorer/tables/registry.ts';
import { idInRow } from '../../source/explorer/tables/shown-rows.ts';
import type { TableState } from '../../source/explorer/tables/table-state.ts';
import { placedColumns } from '../../source/explorer/tables/visible-columns.ts';
import { activeTable, tableHeight } from '../../source/explorer/tabs/active-list.ts';
import { shownRecord } from '../../source/explorer/tabs/events/record-text.ts';
import { rowsOnScreen, textRowUnderCursor } from '../../source/explorer/tabs/original/rows-on-screen.ts';
import { reasonRows } from '../../source/explorer/tabs/skipped/reason-rows.ts';
import { update } from '../../source/explorer/update.ts';
import { cutSessions } from '../../source/pipeline/group/cut-sessions.ts';
import { Pipeline, type RunSettings } from '../../source/pipeline/index.ts';
import { type ReadRecord, rereadRejection } from '../../source/pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { readStray } from '../../source/pipeline/scan/stray-reporter.ts';
import { DEFAULT_SETTINGS } from '../../source/pipeline/settings.ts';
import { FileTable } from '../../source/pipeline/store/file-table.ts';
import { bytesOf } from './arbitraries.ts';
import { answerOf, type ReadFile, readerOf, readFile } from './dataset.ts';
import { sourceOf } from './memory-source.ts';

/** When all tests take place. */
const NOW_SECONDS = Date.UTC(2024, 6, 12, 12) / 1000;
const AT_ONCE = { bytesRead: 1, bytesPerSecond: 1, shareRead: undefined };

/** A dataset whose sessions are cut by another gap. */
function withGap(dataset: Dataset, gapSeconds: number | undefined): Dataset {
  const { grouping, store } = dataset;
  if (grouping === undefined) return dataset;
  const sessions = cutSessions(store, grouping.byUser, grouping.duplicates, gapSeconds);
  return { ...dataset, grouping: { ...grouping, gapSeconds, sessions } };
}

const NOTHING_READ = { settings: DEFAULT_SETTINGS, files: new FileTable() };

/** The datasets of a file after each of its parts: regrouped after all but the last, finished after the last. */
export function datasetsOf(parts: readonly string[], settings: Partial<RunSettings> = {}): Dataset[] {
  const pipeline = new Pipeline(settings);
  return parts.map((part, index) => {
    pipeline.push(bytesOf(part));
    if (index + 1 < parts.length) pipeline.group();
    else pipeline.finish();
    return pipeline.dataset();
  });
}

/** A dataset of a file that could not be read any further, from `byteOffset` on. */
export function failedAt(dataset: Dataset, byteOffset: number, message: string): Dataset {
  return { ...dataset, state: { kind: 'failed', failure: { message, code: undefined, byteOffset } } };
}

/** The action of the edges for an effect that fails. */
function failureOf(effect: Effect): Action {
  const message = 'the disk is gone';
  return effect.kind === 'query'
    ? { kind: 'queryFailed', id: effect.id, message }
    : { kind: 'effectFailed', effect: effect.kind, message };
}

interface Setting {
  readonly columns?: number;
  readonly rows?: number;
  readonly ascii?: boolean;
  /** The time zone of the times on the screen. */
  readonly zone?: string;
  readonly settings?: Partial<RunSettings>;
  readonly file?: Partial<FileState>;
  /** Pressed once the file is loaded. */
  readonly keys?: readonly string[];
}

/**
 * The explorer without a screen: keys in, what is shown out. Queries are run and the file is read as in the program; all
 * other effects are kept in `asked`.
 */
export class Explorer {
  model: Model;
  readonly asked: Effect[] = [];
  /** Pending effects, the oldest first. */
  waiting: Effect[] = [];
  /** The kinds of effects that fail when requested, with the message `the disk is gone`. */
  failing: ReadonlySet<Effect['kind']> = new Set();
  private readonly bytes: Uint8Array;
  private readonly reader: FileReader;

  /** A model before anything is known of the file. */
  constructor(content: string | Uint8Array, setting: Setting = {}) {
    const { columns = 80, rows = 24, ascii = false, zone, file = {} } = setting;
    this.bytes = typeof content === 'string' ? bytesOf(content) : content;
    this.reader = new FileReader(sourceOf(this.bytes));
    const state = { isPipe: false, isSample: false, changed: false, ...file };
    this.model = newModel(
      { name: 'events.json', sizeBytes: this.bytes.length, ...state },
      { gapSeconds: setting.settings?.gapSeconds, bucketSeconds: 300, ascii, zone },
      { columns, rows, mouse: true, nowSeconds: 0 },
    );
  }

  /** A loaded file. */
  static async of(content: string | ReadFile, setting: Setting = {}): Promise<Explorer> {
    const { bytes, dataset } = typeof content === 'string' ? readFile(content, setting.settings) : content;
    const explorer = await new Explorer(bytes, setting).load(dataset);
    return explorer.press(...(setting.keys ?? []));
  }

  load(dataset: Dataset): Promise<this> {
    const { inputBytes } = dataset;
    return this.send({
      kind: 'loaded',
      dataset,
      bytesRead: inputBytes,
      bytesPerSecond: 1,
      shareRead: undefined,
    }).settle();
  }

  /** Takes an action; its effects stay pending. */
  send(action: Action): this {
    const [model, effects] = update(this.model, action);
    this.model = model;
    this.waiting.push(...effects);
    return this;
  }

  /** Presses keys one after the other, each after all effects of the previous ones were answered. */
  async press(...keys: string[]): Promise<this> {
    for (const key of keys) await this.send({ kind: 'key', key }).settle();
    return this;
  }

  /** Opens a prompt by a key, fills it and enters it. */
  async enter(opening: string, text: string): Promise<this> {
    return this.press(opening, 'ctrl+u', ...text, 'enter');
  }

  async click(row: number, column = 1): Promise<this> {
    return this.send({ kind: 'mouse', action: 'press', column, row }).settle();
  }

  /** Answers all pending effects, and those that follow from the answers. */
  async settle(): Promise<this> {
    for (let effect = this.waiting.shift(); effect !== undefined; effect = this.waiting.shift()) {
      const answer = this.failing.has(effect.kind) ? failureOf(effect) : await this.answerTo(effect);
      if (answer === undefined) this.asked.push(effect);
      else this.send(answer);
    }
    return this;
  }

  private async answerTo(effect: Effect): Promise<Action | undefined> {
    const { reader } = this;
    const { dataset } = this.model;
    switch (effect.kind) {
      case 'query': {
        if (dataset === undefined) return undefined;
        const answer = answerOf(dataset, effect.query, readerOf(this.bytes));
        return { kind: 'answered', id: effect.id, answer };
      }
      // Time passes whenever effects are answered.
      case 'awaitRest':
        return { kind: 'rested' };
      case 'describe': {
        if (dataset === undefined) return undefined;
        const texts = new Map();
        for (const row of effect.rejections) {
          texts.set(row, await rereadRejection(dataset, reader.readBytes, row));
        }
        return { kind: 'described', texts };
      }
      case 'readStrays': {
        if (dataset === undefined) return undefined;
        const texts = new Map<number, string>();
        for (const run of effect.runs) texts.set(run, await readStray(dataset.strays, reader.readBytes, run));
        return { kind: 'straysRead', texts };
      }
      case 'readWindow':
        return { kind: 'windowRead', window: await reader.window(effect, dataset) };
      case 'readRecord': {
        const { byteOffset, byteLength } = effect;
        return {
          kind: 'recordRead',
          byteOffset,
          ...(await reader.record(byteOffset, byteLength, dataset ?? NOTHING_READ)),
        };
      }
      case 'readRecords':
        return dataset && { kind: 'recordsRead', texts: await reader.records(effect.events, dataset) };
      case 'findLine': {
        const known = { byteOffset: effect.fromByteOffset, line: effect.fromLine };
        const byteOffset = await reader.lineStart(effect.line, known);
        return { kind: 'placeFound', what: 'line', byteOffset };
      }
      case 'searchFile': {
        const { text, fromByteOffset, direction, untilByteOffset: until } = effect;
        const byteOffset = await reader.search(text, fromByteOffset, direction, until, () => undefined);
        return { kind: 'placeFound', what: 'match', byteOffset };
      }
      case 'clock':
        return { kind: 'clock', nowSeconds: NOW_SECONDS };
      case 'setGap':
        return dataset && { ...AT_ONCE, kind: 'loaded', dataset: withGap(dataset, effect.gapSeconds) };
      default:
        return undefined;
    }
  }

  /** Reads the file again, as a query does. */
  get readRecord(): ReadRecord {
    return readerOf(this.bytes);
  }

  get table(): TableName {
    const table = activeTable(this.model);
    if (table === undefined) throw new Error(`there is no table in ${this.model.tab}`);
    return table;
  }

  get state(): TableState {
    return this.model.tables[this.table];
  }

  /** The cells of a row of the active table, from left to right; none for a row past the end. */
  private cellsAt(row: number): readonly string[] {
    const cells = cellsOf(this.model, this.table, this.state, idInRow(this.state.shown, row));
    return cells === undefined ? [] : columnsOf(this.table, this.model).map(({ name }) => cells[name]);
  }

  /** The cells of all rows of the active table, on the screen or not. */
  get rows(): (readonly string[])[] {
    const { shown } = this.state;
    if (shown === undefined) throw new Error('no rows came');
    return Array.from({ length: shown.rowCount }, (_, row) => this.cellsAt(row));
  }

  /** The cells of one column, from top to bottom. */
  column(name: string): string[] {
    const at = columnsOf(this.table, this.model).findIndex((one) => one.name === name);
    return this.rows.map((cells) => cells[at]);
  }

  /** The first cell of each row that is on the screen. */
  get seen(): string[] {
    const { top } = this.state.viewport;
    return this.rows.slice(top, top + tableHeight(this.model, this.table)).map(([first]) => first);
  }

  /** The cells of the row that the cursor is on. */
  get chosen(): readonly string[] {
    return this.cellsAt(this.state.viewport.cursor);
  }

  /** The names of the columns on the screen. */
  get columnsSeen(): string[] {
    return placedColumns(this.model, this.table).map(({ column }) => column.name);
  }

  /** The record in the pane beside the events, as lines; undefined while it is closed or being read. */
  get record(): readonly string[] | undefined {
    return shownRecord(this.model)?.lines;
  }

  get reasons(): [string, number][] {
    return reasonRows(this.model).map(({ name, count }) => [name, count]);
  }

  /** The text of the rows of Original, and of the one that the cursor is on. */
  get original(): { rows: string[]; cursor: string | undefined } {
    return {
      rows: rowsOnScreen(this.model).map(({ text }) => text),
      cursor: textRowUnderCursor(this.model)?.text,
    };
  }

  /** The message below the tab. */
  get message(): string {
    return this.model.message?.text ?? '';
  }
}
