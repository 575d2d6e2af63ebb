import { describe, expect, it } from 'vitest';
import { DatasetMirror, DatasetSender } from '../../../source/pipeline/result/dataset-delta.ts';
import { RejectionMembers } from '../../../source/pipeline/store/rejection-members.ts';
import { RejectionStore } from '../../../source/pipeline/store/rejection-store.ts';
import { datasetsOf } from '../../helpers/explorer.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what was read around rejected records', () => {
  it('is known for each, and nothing for the others', () => {
    const members = new RejectionMembers();
    members.add(2, bytes('a'));
    members.add(5, bytes('b'));
    expect([0, 2, 3, 5, 9].map((row) => new TextDecoder().decode(members.of(row)))).toEqual([
      '',
      'a',
      '',
      'b',
      '',
    ]);
  });

  it('is not known beyond what is kept, and is then not guessed', () => {
    const members = new RejectionMembers();
    for (let row = 0; row < 10; row++) members.add(row, new Uint8Array(20e6));
    expect(members.of(2)).toHaveLength(20e6);
    expect(members.of(3)).toBeUndefined();
    expect(members.of(10)).toBeUndefined();
    const other = RejectionStore.ofColumns(new RejectionStore(undefined, undefined, members).columns());
    expect(other.membersOf(2)).toHaveLength(20e6);
    expect(other.membersOf(3)).toBeUndefined();
  });

  it('comes to the other thread as it grows', () => {
    const [dataset] = datasetsOf(['{}']);
    const [sender, mirror] = [new DatasetSender(), new DatasetMirror()];
    const kept = new RejectionMembers();
    const rejections = new RejectionStore(undefined, undefined, kept);
    for (const [row, text] of ['a', 'b', 'c'].entries()) {
      kept.add(row, bytes(text));
      const delta = structuredClone(sender.deltaTo({ ...dataset, rejections }));
      expect(delta.rejections.newMembers).toHaveLength(1);
      expect(new TextDecoder().decode(mirror.take(delta).rejections.membersOf(row))).toBe(text);
    }
  });
});
