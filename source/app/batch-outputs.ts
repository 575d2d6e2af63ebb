import type { FinishedRun } from '../engine/finished-run.ts';
import type { RunListener } from '../engine/run-listener.ts';
import { ConvertedSink } from '../output/sinks/converted-sink.ts';
import { HeldSink } from '../output/sinks/held-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { type Provenance, provenance } from '../output/summary.ts';
import type { ExtraCells } from '../output/tables/events-table.ts';
import { sessionsTable } from '../output/tables/sessions-table.ts';
import { strayTable } from '../output/tables/stray-table.ts';
import { writeBatches, writeTable } from '../output/tables/table.ts';
import { trendTable } from '../output/tables/trend-table.ts';
import type { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import type { Rejection } from '../pipeline/reject/rejection.ts';
import type { Result } from '../pipeline/result/result.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import type { EventStore } from '../pipeline/store/event-store.ts';
import { NO_BYTES } from '../pipeline/text/bytes.ts';
import { rejectionVerdicts, type Verdict } from '../query/filter-language/rejection-terms.ts';
import type { ParsedFilter } from '../query/filter-language/term.ts';
import { needsRecords } from '../query/filter-language/term-traits.ts';
import { type Scope, WHOLE_SCOPE } from '../query/scope.ts';
import type { TimeRange } from '../query/time-range.ts';
import { userIdOf, userNamed } from '../query/user-ids.ts';
import { rankOfUser } from '../query/user-ranks.ts';
import { explain, withErrorContext } from './errors.ts';
import type { CommandOptions } from './flags.ts';
import { NarrowedRejections } from './narrowed-rejections.ts';
import { narrowedTables, narrowingOf, orderedSessions } from './narrowed-tables.ts';
import { isKnownRange, rangeOf } from './narrowing-flags.ts';
import { type OutputName, OutputTables, type TableOptions } from './output-tables.ts';
import { rowsWith } from './record-cells.ts';
import { zoneNamed } from './said-times.ts';
import { tableSink } from './table-files.ts';

/** The outputs that were named, by table. */
export type Outputs = Partial<Record<OutputName, Sink>>;

/**
 * How many of a table's rows were written. `undecided`: of how many further rows the program cannot tell whether they belong
 * to these.
 */
export interface WrittenRows {
  readonly rows: number;
  readonly of: number;
  readonly undecided: number;
}

/** The options that decide what is written, and how. */
export type OutputOptions = TableOptions & Pick<CommandOptions, 'displayZone' | 'narrowing' | 'safeCsv'>;

/**
 * The tables of a run on their way into files: rejections as they are found, because their text is not kept; sessions
 * while events are grouped, when they are at hand, where nothing has to be known before; the rest of them at the end.
 */
export class BatchOutputs {
  /** How many rows were written, where they are narrowed. */
  readonly written = new Map<OutputName, WrittenRows>();
  private readonly tables: OutputTables;
  private store: EventStore | undefined;
  private result: Result | undefined;
  private facts: Provenance | undefined;
  private readBytes: FinishedRun['readBytes'];
  private narrowedRejections: NarrowedRejections | undefined;

  private constructor(
    private readonly options: OutputOptions,
    private readonly sinks: Outputs,
    opened: Outputs,
  ) {
    // Cast: the keys of a record of tables.
    const names = Object.keys(opened) as OutputName[];
    this.tables = new OutputTables(options, names);
  }

  /** `opened`: where the bytes go. `settings`: those that the input is read with. */
  static async over(
    opened: Outputs,
    options: OutputOptions,
    settings: PipelineSettings,
    version: string,
  ): Promise<BatchOutputs> {
    const sinks: Outputs = {};
    const outputs = new BatchOutputs(options, sinks, opened);
    // Cast: the keys of a record of tables.
    for (const [name, sink] of Object.entries(opened) as [OutputName, Sink][]) {
      sinks[name] = outputs.tables.shapes.over(await outputs.tableSink(name, sink, version), name);
    }
    if (sinks.rejections !== undefined) sinks.rejections = outputs.rejectionsSink(sinks.rejections, settings);
    return outputs;
  }

  /** What the run calls with rows. `hasRecord`: whether the input is known to hold one. */
  async listener(
    hasRecord: boolean,
  ): Promise<Pick<RunListener, 'onRejectionRows' | 'onManyRejectionRows' | 'onSessionRows'>> {
    const { rejections } = this.sinks;
    const sessions = this.streamsSessions ? this.sinks.sessions : undefined;
    const toRejections = rejections && {
      onRejectionRows: (rows: Uint8Array) => writing(rejections, () => rejections.write(rows)),
      onManyRejectionRows: (rows: Uint8Array) => {
        try {
          rejections.writeNow(rows);
        } catch (error) {
          throw explain(error, 'cannot write', rejections.name);
        }
      },
    };
    const toSessions = sessions && {
      onSessionRows: (rows: Uint8Array) => writing(sessions, () => sessions.write(rows)),
    };
    // With a record the headers are sure to be wanted, and an output that cannot be written costs no wait.
    if (hasRecord) {
      await toRejections?.onRejectionRows(NO_BYTES);
      await toSessions?.onSessionRows(NO_BYTES);
    }
    return { ...toRejections, ...toSessions };
  }

  /** Takes the events when all are read. */
  allRead(store: EventStore): void {
    this.store = store;
  }

  /**
   * Writes the tables that were not written yet, then makes every output visible. `tally` counts what duplicates differ
   * in.
   */
  async writeRest(run: FinishedRun, facts: Provenance, tally: DifferenceTally): Promise<void> {
    const { sinks } = this;
    const { result } = run;
    this.result = result;
    this.facts = facts;
    const narrowing = this.narrowing(result);
    this.readBytes = run.readBytes;
    const write = (name: OutputName, action: (sink: Sink) => Promise<void>): Promise<void> | undefined => {
      const sink = sinks[name];
      return sink && writing(sink, () => action(sink));
    };
    if (narrowing !== undefined) {
      const { bucketSeconds, displayZone } = this.options;
      const shown = { bucketSeconds, zone: zoneNamed(displayZone) };
      const extraOf = (name: OutputName): ExtraCells | undefined => this.tables.shapes.extraOf(name, run);
      const wanted = { ...sinks, order: this.sessionOrder };
      for (const [name, { table, of }] of narrowedTables(run, narrowing, shown, tally, wanted, extraOf)) {
        this.written.set(name, { rows: table.size, of, undecided: 0 });
        await write(name, (sink) => writeTable(sink, table));
      }
    } else {
      if (!this.streamsSessions) {
        const all = { rows: undefined, rowCount: result.sessions.count };
        const rows = orderedSessions(result, all, this.sessionOrder);
        await write('sessions', (sink) => writeTable(sink, sessionsTable(result, rows)));
      }
      for (const name of ['events', 'duplicates'] as const) {
        const extra = sinks[name] && this.tables.shapes.extraOf(name, run);
        const rows = extra === undefined ? run.rowsOf(name, tally) : rowsWith(extra, name, run, tally);
        await write(name, (sink) => writeBatches(sink, rows));
      }
      await write('trend', (sink) => writeTable(sink, trendTable(result, this.options.bucketSeconds)));
    }
    // Nothing tells whose or of when a stray run is: all are written, whatever else is narrowed.
    await write('strays', (sink) => writeTable(sink, strayTable(result, run.rawOfStray)));
    // All are complete before the first one appears.
    const all = Object.values(sinks);
    await Promise.all(all.map((sink) => writing(sink, () => sink.close())));
    // In parallel: when a file is replaced, the system takes its time to free the old one.
    await Promise.all(all.map((sink) => writing(sink, () => sink.publish())));
    const { narrowedRejections: narrowed } = this;
    if (narrowed !== undefined) {
      const { keptCount, rowCount, undecidedCount } = narrowed;
      this.written.set('rejections', { rows: keptCount, of: rowCount, undecided: undecidedCount });
    }
  }

  /** What should be known about the files that were written. */
  warnings(result: Result): string[] {
    const { narrowing: flags } = this.options;
    const warnings = this.tables.timeWarnings(result.store);
    if (flags?.user === undefined) return warnings;
    const user = userNamed(result.store, flags.user);
    const isThere = user >= 0 && rankOfUser(result.store, result.grouping, user) !== undefined;
    return isThere ? warnings : [...warnings, `no event is of --user ${flags.user}`];
  }

  /** Whether records are read again, for their keys. */
  get wantsRecords(): boolean {
    const filter = this.options.narrowing?.filter;
    return (filter !== undefined && needsRecords(filter)) || this.tables.shapes.wantRecords;
  }

  /** Whether sessions are written while events are grouped. */
  private get streamsSessions(): boolean {
    const waits = this.tables.beginsWithProvenance('sessions') || this.sessionOrder !== undefined;
    return this.options.narrowing === undefined && !waits;
  }

  private get sessionOrder(): ReturnType<OutputTables['shapes']['orderOf']> {
    return this.tables.shapes.orderOf('sessions');
  }

  private async tableSink(name: OutputName, sink: Sink, version: string): Promise<Sink> {
    const { safeCsv, hasProvenance } = this.options;
    return tableSink(sink, this.tables.formatOf(name), {
      table: name,
      columns: this.tables.shapes.columnsOf(name),
      version,
      isSafe: safeCsv,
      hasProvenance,
      provenance: () => {
        if (this.result === undefined || this.facts === undefined)
          throw new Error('the numbers are not known');
        return provenance(this.result, this.facts);
      },
      timeStorage: () => {
        if (this.store === undefined) throw new Error('not all events are read');
        return this.tables.timeStorageOf(name, this.store);
      },
    });
  }

  private rejectionsSink(sink: Sink, settings: PipelineSettings): Sink {
    const { narrowing: flags } = this.options;
    let rejections = sink;
    if (flags !== undefined) {
      const range = (): TimeRange => rangeOf(flags, this.store?.columnStats.lastEvent);
      const user = flags.user === undefined ? undefined : userIdOf(flags.user);
      const { filter: terms } = flags;
      const filter = terms && ((reread: () => Rejection) => this.verdicts(terms, reread));
      this.narrowedRejections = new NarrowedRejections(
        this.tables.columnsOf('rejections'),
        { range, user, filter },
        settings,
      );
      rejections = new ConvertedSink(sink, this.narrowedRejections);
    }
    const isKnown = flags === undefined || (isKnownRange(flags) && flags.filter === undefined);
    const waits = this.tables.beginsWithProvenance('rejections') || !isKnown;
    return waits ? new HeldSink(rejections) : rejections;
  }

  /** Rejections of a filter are held until all is read: its keys are looked up in their records. */
  private verdicts(filter: ParsedFilter, reread: () => Rejection): (row: number) => Verdict {
    if (this.result === undefined) throw new Error('not all is read');
    return rejectionVerdicts(this.result, { ...WHOLE_SCOPE, filter }, this.readBytes, reread);
  }

  private narrowing(result: Result): Scope | undefined {
    const { narrowing: flags } = this.options;
    return flags && narrowingOf(flags, result);
  }
}

/** Runs what writes to a sink; errors of the system name it. */
function writing<T>(sink: Sink, action: () => Promise<T>): Promise<T> {
  return withErrorContext('cannot write', sink.name, action);
}
