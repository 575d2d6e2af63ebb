import { appendFileSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOpening } from '../../../source/app/file-opening.ts';
import { followedFiles } from '../../../source/app/followed-listing.ts';
import { FollowControl } from '../../../source/engine/follow/follow-control.ts';
import { followFiles } from '../../../source/engine/follow/follow-files.ts';
import { MemoryHolder } from '../../../source/input/held-archive.ts';
import { listFiles } from '../../../source/input/list-files.ts';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import { rereadRejection } from '../../../source/pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../../source/pipeline/result/dataset.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { check } from '../../helpers/check.ts';
import { outcomeOfDataset } from '../../helpers/outcome.ts';
import { event } from '../../helpers/several-files.ts';

const CHOICE = { compression: undefined, format: undefined, encoding: undefined };

/** What a writer does: appends a text to one of the files, writes it over its beginning, or moves the file to that name. */
type Piece = readonly [name: string, text: string, how?: 'over' | 'moved'];

/** What a dataset says, whatever the order in which files were read. */
function outcomeByName(dataset: Dataset, name: (path: string) => string): object {
  const { files, store, rejections, strays } = dataset;
  const place = (byteOffset: number, line: number): string => {
    const found = files.placeOf(byteOffset, line);
    return `${name(found.name ?? '')}:${found.line}:${found.byteOffset}`;
  };
  const count = (rows: number, at: (row: number) => string): string[] =>
    Array.from({ length: rows }, (_, row) => at(row)).sort();
  const { stats, sessions, imbalances } = outcomeOfDataset(dataset);
  return {
    ...{ stats, sessions, imbalances, strayBytes: dataset.strayBytes, bytes: dataset.inputBytes },
    events: count(store.count, (i) => place(store.byteOffsetOf(i), store.lineOf(i))),
    rejections: count(rejections.count, (i) => place(rejections.byteOffsetOf(i), rejections.lineOf(i))),
    strays: count(strays.count, (i) => place(strays.byteOffsetOf(i), strays.lineOf(i))),
    read: files.readCount,
  };
}

function write(path: string, [, text, how]: Piece): void {
  if (how === undefined) {
    appendFileSync(path, text);
    return;
  }
  if (how === 'moved') {
    renameSync(path, join(dirname(path), text));
    return;
  }
  writeFileSync(path, text, { flag: 'r+' });
  // The clock of some file systems has not moved on since the last look.
  utimesSync(path, 1, 1);
}

/** Follows paths in a folder, or all of it, while the pieces are written there, one at each look. */
async function follow(folder: string, pieces: readonly Piece[], busyMilliseconds = 0, named = [folder]) {
  const control = new FollowControl();
  const waiting = [...pieces];
  const waits: number[] = [];
  control.wait = async (milliseconds) => {
    waits.push(milliseconds);
    const next = waiting.shift();
    if (next === undefined) control.end();
    else write(join(folder, next[0]), next);
  };
  const archives = { choice: CHOICE, holder: new MemoryHolder(1000), niceness: 0 };
  const { files } = listFiles(named, () => false);
  const list = [...files];
  const input = { name: folder, files, container: CHOICE };
  const paths = { paths: named, isOutput: () => false, archives };
  const followed = followedFiles(input, list, fileOpening(CHOICE), paths);
  const names = files.map(({ path }) => path);
  const pipeline = new Pipeline({}, undefined, 'both', {}, names);
  for await (const _ of followFiles(pipeline, followed, { control, onBegun: () => undefined })) {
    pipeline.group();
    if (busyMilliseconds > 0) await setTimeout(busyMilliseconds);
  }
  return { result: pipeline.finish(), growing: followed.growing, waits };
}

/** Reads files as they are at the end, one after another. */
function plain(texts: ReadonlyMap<string, string>): Dataset {
  const pipeline = new Pipeline({}, undefined, 'both', {}, [...texts.keys()]);
  for (const [number, text] of [...texts.values()].entries()) {
    pipeline.beginFile(number);
    pipeline.push(encodeUtf8(text));
    pipeline.endFile();
  }
  return pipeline.finish();
}

async function inTemporary<Made>(use: (folder: string) => Promise<Made>): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), 'follow-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const text = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.nat(3), fc.nat(59)).map(([user, minute]) => event(user, minute)) },
  fc.constantFrom('{"user_id": 1}\n', '{"user_id": \n', 'stray text\n', '\n', '{\n "user_id": 4,\n "x": }\n'),
);
const pieceOf = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(text, { maxLength: 4 }), fc.nat(100));

describe('a folder that is followed while files are written in it', () => {
  it('comes out as if all had been read at the end, each record with its file and line', async () => {
    await check(
      fc.asyncProperty(fc.array(pieceOf, { maxLength: 12 }), async (parts) => {
        const texts = new Map<string, string>();
        for (const [name, lines] of parts) texts.set(name, (texts.get(name) ?? '') + lines.join(''));
        // The writer may stop anywhere: what is left of a piece comes with the next of its file.
        const left = new Map<string, string>();
        const pieces: Piece[] = [];
        for (const [name, lines, share] of parts) {
          const there = (left.get(name) ?? '') + lines.join('');
          const cut = Math.floor((there.length * share) / 100);
          pieces.push([name, there.slice(0, cut)]);
          left.set(name, there.slice(cut));
        }
        pieces.push(...left);
        await inTemporary(async (folder) => {
          const { result, growing } = await follow(folder, pieces);
          const whole = plain(texts);
          growing.close();
          expect(outcomeByName(result, (path) => path.slice(folder.length + 1))).toEqual(
            outcomeByName(whole, (path) => path),
          );
        });
      }),
      60,
    );
  });

  it('is read again where a file is written anew, though it is as long as before', async () => {
    await inTemporary(async (folder) => {
      const array = (...events: string[]): string => `[${events.map((text) => text.trim()).join(',\n')}]\n`;
      const { result, growing } = await follow(folder, [
        ['a', event(1, 1)],
        ['b', array(event(5, 5))],
        ['a', event(2, 2), 'over'],
        // Writers of arrays replace its end only.
        ['b', array(event(5, 5), event(6, 6)), 'over'],
      ]);
      growing.close();
      expect(outcomeOfDataset(result).stats).toMatchObject({ valid_events: 4, duplicates_removed: 0 });
    });
  });

  it('has the name of each file as it is by now, which is where its records are', async () => {
    await inTemporary(async (folder) => {
      const { result, growing } = await follow(folder, [
        ['a', event(1, 1)],
        ['a', 'a.1', 'moved'],
        ['a', event(2, 2)],
      ]);
      growing.close();
      expect(result.files.names).toEqual([join(folder, 'a.1'), join(folder, 'a')]);
    });
  });

  it('is looked at again soon, however long what was found in it kept others busy', async () => {
    await inTemporary(async (folder) => {
      const { growing, waits } = await follow(
        folder,
        [
          ['a', event(1, 1)],
          ['b', event(2, 2)],
        ],
        60,
      );
      growing.close();
      // Less than five times as long as they were busy: only the time of listing counts.
      expect(Math.max(...waits)).toBeLessThan(900);
    });
  });

  it('no longer fails for named paths that lead to a file by now', async () => {
    await inTemporary(async (folder) => {
      const named = ['late.json', 'part-*.json', 'never.json'].map((name) => join(folder, name));
      const pieces: Piece[] = ['late.json', 'part-1.json', 'part-1.json'].map((name, i) => [
        name,
        event(i, i),
      ]);
      const { result } = await follow(folder, pieces, 0, named);
      const { failed, failures } = result.fileTally;
      expect(failures.map(({ file }) => result.files.names?.[file])).toEqual([join(folder, 'never.json')]);
      expect([failed, result.store.count]).toEqual([1, 3]);
    });
  });

  it('reads records again where they are, in the file that went on after others', async () => {
    await inTemporary(async (folder) => {
      const pieces: Piece[] = [
        ['a', event(1, 1)],
        ['b', event(2, 2)],
        ['a', '{"user_id": }\n'],
        ['b', event(3, 3)],
      ];
      const { result, growing } = await follow(folder, pieces);
      const read = (byteOffset: number, byteLength: number) =>
        growing.read(result.files, byteOffset, byteLength);
      const { raw, line, file } = rereadRejection(result, read, 0);
      growing.close();
      expect([raw, line, file]).toEqual(['{"user_id": }', 2, join(folder, 'a')]);
    });
  });
});
