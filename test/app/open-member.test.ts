import { describe, expect, it } from 'vitest';
import { MemberOpener } from '../../source/app/open-member.ts';
import { listMembers } from '../../source/input/archives/list-members.ts';
import type { ListedMember } from '../../source/input/listed-file.ts';
import { inFolder } from '../helpers/command.ts';
import { tarOf } from '../helpers/packed.ts';

const TEXTS = { a: 'first '.repeat(200), b: '', c: 'third '.repeat(300) };

describe('members of a compressed archive that is not held', () => {
  it(
    'are read one after the other, and again from the beginning',
    inFolder(async (folder) => {
      const tar = tarOf(TEXTS);
      await folder.write('days.tar', tar);
      const { members } = listMembers('tar', {
        sizeBytes: tar.length,
        read: ({ byteOffset, byteLength }) => tar.subarray(byteOffset, byteOffset + byteLength),
      });
      const path = folder.at('days.tar');
      const opener = new MemberOpener({ compression: undefined, format: undefined, encoding: undefined }, 0);
      const textOf = async (at: number): Promise<string> => {
        const { byteOffset, byteLength } = members[at];
        const stretch: ListedMember['stretch'] = {
          ...{ store: { kind: 'compressed', path }, byteOffset, byteLength },
          ...{
            compression: undefined,
            frame: undefined,
            crc32: undefined,
            isCutOff: false,
            modifiedMilliseconds: undefined,
          },
        };
        const archive = {
          path,
          device: 0,
          inode: 0,
          sizeBytes: 0,
          modifiedMilliseconds: 0,
          sampled: undefined,
        };
        const source = await opener.open(members[at].name, { stretch, archive });
        const chunk = new Uint8Array(1000);
        let text = '';
        for (let length = await source.read(chunk); length > 0; length = await source.read(chunk)) {
          text += Buffer.from(chunk.subarray(0, length)).toString();
        }
        await source.close();
        return text;
      };
      for (const [at, text] of [
        ...[
          [0, TEXTS.a],
          [1, TEXTS.b],
          [2, TEXTS.c],
        ],
        ...[
          [0, TEXTS.a],
          [2, TEXTS.c],
        ],
      ] as const) {
        expect(await textOf(at)).toBe(text);
      }
    }),
  );
});
