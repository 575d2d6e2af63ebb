import type { FileState } from '../../explorer/model/model.ts';
import { readRecordNow } from '../../input/described-source.ts';
import { isSameFile } from '../../input/source.ts';
import { seekable } from '../../input/spooled-source.ts';
import { SPACE } from '../../pipeline/text/bytes.ts';
import { withErrorContext } from '../errors.ts';
import type { CommandOptions } from '../flags.ts';
import { awaitRecord } from '../follow-input.ts';
import type { OpenedText } from '../open-input.ts';
import { modifiedText, planInput } from '../plan-input.ts';
import type { ExploredInput } from './explored-input.ts';
import { FileNews } from './file-news.ts';
import { FollowedAgain } from './followed-again.ts';

/** What is shown of a single file besides what its bytes say. */
type SingleFacts = Pick<FileState, 'isPipe' | 'isSample' | 'openedAs' | 'notFollowable'> & {
  readonly name?: string;
};

/** Makes the text of a single input one that the explorer shows: of a pipe, it keeps a copy. */
export async function exploreText(
  text: OpenedText,
  { name, ...facts }: SingleFacts,
  { maxSpoolBytes }: CommandOptions,
): Promise<ExploredInput> {
  const news = new FileNews();
  const damage: string[] = [];
  let said: readonly string[] = [...text.notes, ...text.headNotes()];
  const notes = (): readonly string[] => [...damage, ...said];
  news.add({ kind: 'noted', notes: notes() });
  const source = await withErrorContext('cannot read', text.source.name, () =>
    seekable(text.source, {
      maxSpoolBytes,
      onFull: (keptBytes) => news.add({ kind: 'spoolFull', keptBytes }),
    }),
  );
  // After a close the wait fails; there is nothing to report then.
  void source.damage?.().then(
    (fault) => {
      if (fault === undefined) return;
      damage.push(`${source.name}: ${fault.message}`);
      news.add({ kind: 'noted', notes: notes() });
    },
    () => undefined,
  );
  const description = source.describe();
  let followed: FollowedAgain | undefined;
  return {
    state: {
      name: name ?? source.name,
      sizeBytes: source.sizeBytes,
      ...facts,
      changed: false,
    },
    description,
    news,
    modified: modifiedText(source),
    shareRead: (bytesRead) => source.shareRead?.(bytesRead),
    notesAfter(foreign) {
      said = [...text.notes, ...text.notesAfter(foreign)];
      return notes();
    },
    plan: (options) => planInput(source, options, text.container),
    readShown: async (into, byteOffset) =>
      followed?.readAt(into, byteOffset, SPACE) ?? source.readAt(into, byteOffset),
    readAt: async (into, byteOffset) => followed?.readAt(into, byteOffset) ?? source.readAt(into, byteOffset),
    recordReader:
      ({ files }) =>
      (byteOffset, byteLength) =>
        followed?.reads.read(files, byteOffset, byteLength) ??
        readRecordNow(description, byteOffset, byteLength),
    know(dataset) {
      followed?.know(dataset);
    },
    awaitRecord: (control) => awaitRecord(source, control),
    beginFollowing() {
      followed?.close();
      if (description.spool === undefined) followed = new FollowedAgain(description);
    },
    endFollowing: () => followed?.settle(),
    onBegun: (begun) => followed?.begun(begun),
    onListed: () => undefined,
    isInput: (file) => isSameFile(file, source.identity),
    change: async () => followed?.change() ?? source.change(),
    async close() {
      followed?.close();
      await source.close();
    },
  };
}
