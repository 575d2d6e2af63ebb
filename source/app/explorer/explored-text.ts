import type { FollowControl } from '../../engine/follow/follow-control.ts';
import type { FileState } from '../../explorer/model/model.ts';
import type { FileHolder } from '../../input/archive-file.ts';
import { readRecordNow } from '../../input/described-source.ts';
import type { Begun } from '../../input/follow/followed-input.ts';
import type { ForeignCount } from '../../input/look/foreign-records.ts';
import {
  type Change,
  type FileIdentity,
  isSameFile,
  type Source,
  type SourceDescription,
} from '../../input/source.ts';
import { seekable } from '../../input/spooled-source.ts';
import type { ReadRecord } from '../../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { SPACE } from '../../pipeline/text/bytes.ts';
import { withErrorContext } from '../errors.ts';
import type { CommandOptions } from '../flags.ts';
import { awaitRecord } from '../follow-input.ts';
import type { OpenedText } from '../open-input.ts';
import { modifiedText, type PlannedInput, type PlanOptions } from '../plan-input.ts';
import { planText } from '../plan-text.ts';
import type { ExploredInput } from './explored-input.ts';
import { FileNews } from './file-news.ts';
import { FollowedAgain } from './followed-again.ts';

/** What is shown of a single file besides what its bytes say. */
type SingleFacts = Pick<FileState, 'isPipe' | 'isSample' | 'openedAs' | 'notFollowable'> & {
  readonly name?: string;
};

/**
 * Makes the text of a single input one that the explorer shows: of a pipe, it keeps a copy. `holder`: what else is closed
 * with it.
 */
export async function exploreText(
  text: OpenedText,
  facts: SingleFacts,
  { maxSpoolBytes }: CommandOptions,
  holder?: FileHolder,
): Promise<ExploredInput> {
  const news = new FileNews();
  const source = await withErrorContext('cannot read', text.source.name, () =>
    seekable(text.source, {
      maxSpoolBytes,
      onFull: (keptBytes) => news.add({ kind: 'spoolFull', keptBytes }),
    }),
  );
  return new ExploredText(text, facts, news, source, holder);
}

class ExploredText implements ExploredInput {
  readonly state: FileState;
  readonly description: SourceDescription;
  readonly modified: string | undefined;
  /** What is wrong with the archive that the text is in, once that is known. */
  private readonly damage: string[] = [];
  private notes: readonly string[];
  private followed: FollowedAgain | undefined;

  /** `source`: that of the text, which can be read at any place. */
  constructor(
    private readonly text: OpenedText,
    { name, ...facts }: SingleFacts,
    readonly news: FileNews,
    private readonly source: Source,
    private readonly holder: FileHolder | undefined,
  ) {
    this.state = { name: name ?? source.name, sizeBytes: source.sizeBytes, ...facts, changed: false };
    this.description = source.describe();
    this.modified = modifiedText(source);
    this.notes = [...text.notes, ...text.headNotes()];
    news.add({ kind: 'noted', notes: this.notes });
    void this.noteDamage();
  }

  shareRead(bytesRead: number): number | undefined {
    return this.source.shareRead?.(bytesRead);
  }

  notesAfter(foreign: ForeignCount | undefined): readonly string[] {
    this.notes = [...this.text.notes, ...this.text.notesAfter(foreign)];
    return [...this.damage, ...this.notes];
  }

  async plan(options: PlanOptions): Promise<PlannedInput> {
    return planText(this.source, options, this.text.container);
  }

  async readShown(into: Uint8Array, byteOffset: number): Promise<number> {
    return this.followed?.readAt(into, byteOffset, SPACE) ?? this.source.readAt(into, byteOffset);
  }

  async readAt(into: Uint8Array, byteOffset: number): Promise<number> {
    return this.followed?.readAt(into, byteOffset) ?? this.source.readAt(into, byteOffset);
  }

  recordReader({ files }: Dataset): ReadRecord {
    return (byteOffset, byteLength) =>
      this.followed?.reads.read(files, byteOffset, byteLength) ??
      readRecordNow(this.description, byteOffset, byteLength);
  }

  know(dataset: Dataset): void {
    this.followed?.know(dataset);
  }

  async awaitRecord(control: FollowControl): Promise<void> {
    await awaitRecord(this.source, control);
  }

  beginFollowing(): void {
    this.followed?.close();
    if (this.description.spool === undefined) this.followed = new FollowedAgain(this.description);
  }

  endFollowing(): void {
    this.followed?.settle();
  }

  onBegun(begun: Begun): void {
    this.followed?.begun(begun);
  }

  onListed(): void {}

  isInput(file: FileIdentity): boolean {
    return isSameFile(file, this.source.identity);
  }

  async change(): Promise<Change> {
    return this.followed?.change() ?? this.source.change();
  }

  async close(): Promise<void> {
    this.followed?.close();
    await this.source.close();
    await this.holder?.close();
  }

  private async noteDamage(): Promise<void> {
    try {
      const fault = await this.source.damage?.();
      if (fault === undefined) return;
      this.damage.push(`${this.source.name}: ${fault.message}`);
      this.news.add({ kind: 'noted', notes: [...this.damage, ...this.notes] });
    } catch {
      // The source was closed: there is nothing left to show it on.
    }
  }
}
