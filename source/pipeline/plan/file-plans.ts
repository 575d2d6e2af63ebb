import type { RecordScanner } from '../scan/record-scanner.ts';
import { type Taker, WindowScan } from '../scan/window-scan.ts';
import type { PipelineSettings, TableLayout } from '../settings.ts';
import { EventStore } from '../store/event-store.ts';
import { ScanCounters } from '../store/scan-counters.ts';
import { findTable, hasHeaderOf, type TableChoice } from '../table/find-table.ts';
import { holdsControlLines } from './control-lines.ts';
import { countHead } from './outcome.ts';
import type { NamedSettings, Outcome } from './plan.ts';
import type { HeadBytes } from './plan-basis.ts';
import { planHead, withControlLines } from './plan-head.ts';
import { planTable } from './plan-table.ts';
import { settingsOf } from './planned-settings.ts';
import { HEAD_BYTES, isJsonRecord } from './sample.ts';

/** How much of each file shows whether a plan fits: reading it takes some 20 µs. */
const FIT_BYTES = 8 * 1024;
const ROW_CAPACITY = 256;
/** With more users than these a new scan begins, so that it does not grow with the files. */
const MOST_USERS = 10_000;

/** What the search for the plan of a file begins with: what is named, and all settings before anything was found. */
export interface PlanSearch {
  readonly named: NamedSettings;
  readonly base: PipelineSettings;
  /** Whether the plan of all is fixed: then only the columns of a table, which each file names, are looked for. */
  readonly isFixed: boolean;
  /** Which tables a file may be; undefined: none. */
  readonly tables: TableChoice | undefined;
}

/**
 * Decides for each of several files whether the plan of all fits it; one of which it makes fewer than half of the records
 * events gets a plan of its own, if one is found that does better (spec sections 13 and 15). A table is read by its own
 * header, and what is no table as JSON. The answer depends on the file alone, so that any thread may give it.
 */
export class FilePlans {
  private fit: FitScan | undefined;

  /** `settings`: those of the plan of all. `search`: undefined if nothing is to be found. */
  constructor(
    private readonly settings: PipelineSettings,
    private readonly search: PlanSearch | undefined,
  ) {}

  /** Returns the settings to read a file with, if it needs its own. `isWhole`: the file ends with `head`. */
  ownOf(head: Uint8Array, isWhole: boolean): PipelineSettings | undefined {
    const { search, settings } = this;
    if (search === undefined) return undefined;
    const isTable = settings.table !== undefined;
    if (this.isOfKind(head) && this.fits(head, isWhole)) return undefined;
    const bytes = head.slice(0, HEAD_BYTES);
    const part = { bytes, isWhole: isWhole && bytes.length === head.length };
    const layout = search.tables && findTable(bytes, part.isWhole, search.tables);
    if (layout !== undefined) return this.ownOfTable(head, isWhole, part, search, layout);
    // What flags say is a table is read as one.
    if (isTable && (search.isFixed || search.tables?.isTable === true)) return undefined;
    const base = withControlLines(part, search.base);
    const { plan } = planHead(part, { named: search.named, base, isStrict: false });
    const { skipsControlLines } = base;
    // Ids are compared across files: what they decide is the same in all.
    const own = { ...settings, ...settingsOf(plan), skipsControlLines, idDecides: settings.idDecides };
    return isTable || isMost(plan.outcome) ? own : undefined;
  }

  /** Whether a file that begins so fits the plan of all if there are only events in it. */
  isOfKind(head: Uint8Array): boolean {
    const { search, settings } = this;
    if (search === undefined) return true;
    if (settings.table !== undefined) return hasHeaderOf(head, settings.table);
    // Only half of the lines of a bulk file may be events.
    return settings.skipsControlLines || search.isFixed || !holdsControlLines(head);
  }

  private ownOfTable(
    head: Uint8Array,
    isWhole: boolean,
    part: HeadBytes,
    search: PlanSearch,
    layout: TableLayout,
  ): PipelineSettings | undefined {
    const { settings } = this;
    const isSame = JSON.stringify(layout) === JSON.stringify(settings.table);
    if (isSame && (search.isFixed || this.fits(head, isWhole))) return undefined;
    const own = { ...settings, records: undefined, table: layout };
    const counted = isSame || search.isFixed ? undefined : countHead(part.bytes, part.isWhole, own);
    if (search.isFixed || (counted !== undefined && (counted.records === 0 || isMost(counted)))) return own;
    const { plan } = planTable(part, { ...search, isStrict: false }, { layout, origin: 'found' });
    if (isMost(plan.outcome)) return { ...settings, ...settingsOf(plan), idDecides: settings.idDecides };
    // Among tables, its rows are rejected with reasons; among JSON files, a table that fits no plan is left out.
    return isSame || settings.table === undefined ? undefined : own;
  }

  private fits(head: Uint8Array, isWhole: boolean): boolean {
    if (this.fit === undefined || this.fit.userCount > MOST_USERS) this.fit = new FitScan(this.settings);
    const beginning = head.subarray(0, FIT_BYTES);
    const counted = this.fit.count(beginning, isWhole && beginning.length === head.length);
    // Without a record, the first one may be longer than that.
    const { records } = counted;
    if (records > 0 || beginning.length === head.length) return this.isFit(counted);
    return this.isFit(countHead(head.subarray(0, HEAD_BYTES), isWhole, this.settings));
  }

  /** A table without rows has nothing that could be read in another way; text without a record may hold rows. */
  private isFit(counted: Pick<Outcome, 'events' | 'records'>): boolean {
    return counted.records === 0 ? this.settings.table !== undefined : isMost(counted);
  }
}

function isMost({ events, records }: Pick<Outcome, 'events' | 'records'>): boolean {
  return records > 0 && 2 * events >= records;
}

/** Counts what settings make of the beginnings of files, with one scan for all: making one takes longer than a file. */
class FitScan implements Taker {
  private records = 0;
  private events = 0;
  private readonly store: EventStore;
  private readonly scan: WindowScan;

  constructor(settings: PipelineSettings) {
    this.store = EventStore.empty(settings.hashSeed);
    this.scan = new WindowScan(settings, this.store, ROW_CAPACITY, 'both', this);
  }

  get userCount(): number {
    return this.store.users.texts.count;
  }

  count(bytes: Uint8Array, isWhole: boolean): { readonly events: number; readonly records: number } {
    const { scan } = this;
    this.records = 0;
    this.events = 0;
    Object.assign(scan.scanner.counters, new ScanCounters());
    scan.beginFile();
    scan.buffer.append(bytes);
    scan.advance(Number.POSITIVE_INFINITY, isWhole);
    scan.breakOff();
    scan.take(scan.buffer.window(isWhole));
    return { events: this.events, records: this.records };
  }

  take({ rows, rejected }: RecordScanner): void {
    this.events += rows.count;
    this.records += rows.count;
    for (let row = 0; row < rejected.count; row++) if (isJsonRecord(rejected.reason[row])) this.records++;
  }
}
