import { describe, expect, it } from 'vitest';
import {
  fileSearchFound,
  fileSearchStopped,
  searchFileAgain,
  searchFileFor,
} from '../../../source/explorer/file-view/file-search.ts';
import { goToStart } from '../../../source/explorer/file-view/navigation.ts';
import { fileOf } from '../../helpers/original-files.ts';
import { OriginalReader } from '../../helpers/original-reader.ts';

const reader = () => new OriginalReader(fileOf('a\n'.repeat(100)), 40, 5).do(goToStart);

describe('a search in Original', () => {
  it('begins at the cursor and goes on beyond it, the other way too', () => {
    const original = reader();
    const [searching, need] = searchFileFor(original.state, 'a', 1);
    expect(need).toEqual({ kind: 'searchFile', text: 'a', fromByteOffset: 0, direction: 1 });
    const [found] = fileSearchFound(searching, 0, original.known);
    expect(searchFileAgain(found, 1)[1]).toMatchObject({ fromByteOffset: 1, direction: 1 });
    expect(searchFileAgain(found, -1)[1]).toMatchObject({ fromByteOffset: -1, direction: -1 });
  });

  it('puts the cursor on the match', () => {
    const original = reader();
    const [searching] = searchFileFor(original.state, 'a', 1);
    const [found] = fileSearchFound(searching, 8, original.known);
    expect(found.cursorByteOffset).toBe(8);
    expect(found.search).toMatchObject({ running: undefined, foundByteOffset: 8 });
  });

  it('wraps once, and then says that there is no match', () => {
    const original = reader();
    const [searching] = searchFileFor(original.state, 'b', -1);
    const [wrapped, need] = fileSearchFound(searching, undefined, original.known);
    expect(need).toMatchObject({ fromByteOffset: 199, direction: -1 });
    const [nowhere, none] = fileSearchFound(wrapped, undefined, original.known);
    expect(none).toBeUndefined();
    expect(nowhere.search).toMatchObject({ nowhere: true, running: undefined });
    expect(nowhere.cursorByteOffset).toBe(0);
  });

  it('that was stopped no longer moves the cursor', () => {
    const original = reader();
    const stopped = fileSearchStopped(searchFileFor(original.state, 'a', 1)[0]);
    expect(fileSearchFound(stopped, 8, original.known)).toEqual([stopped, undefined]);
    expect(searchFileAgain(stopped, 1)[1]).toMatchObject({ text: 'a' });
  });
});
