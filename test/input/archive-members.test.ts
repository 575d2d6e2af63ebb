import { gunzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ArchiveMember, MemberList } from '../../source/input/archives/archive-member.ts';
import { listMembers } from '../../source/input/archives/list-members.ts';
import type { ArchiveKind } from '../../source/input/look/kinds.ts';
import { look } from '../../source/input/look/look.ts';
import { type Members, PACKERS, tarOf, zipOf } from '../helpers/packed.ts';

const TEXT = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "a"}\n';
const FILES: Members = {
  'a.json': TEXT.repeat(20),
  'logs/empty.json': '',
  'logs/PK\u0003\u0004.json': `PK\u0007\u0008${TEXT}PK\u0003\u0004`,
  'logs/ü.json': TEXT,
};

function membersOf(kind: ArchiveKind, archive: Uint8Array): MemberList {
  return listMembers(kind, {
    sizeBytes: archive.length,
    read({ byteOffset, byteLength }) {
      if (byteOffset < 0) throw new RangeError('no file can be read there');
      return archive.subarray(byteOffset, byteOffset + byteLength);
    },
  });
}

function kindOf(name: string): ArchiveKind {
  return name.endsWith('.zip') ? 'zip' : 'tar';
}

/** Returns how a member's text begins in its archive, as far as it is stored as it is. */
function storedText(archive: Uint8Array, { byteOffset, byteLength }: ArchiveMember): string {
  return Buffer.from(archive.subarray(byteOffset, byteOffset + byteLength)).toString();
}

describe('the members of an archive', () => {
  it.for(Object.entries(PACKERS))('are those that were packed: %s', ([name, pack]) => {
    const packed = pack(FILES);
    const archive = name.endsWith('.gz') ? gunzipSync(packed) : packed;
    const { members, failure } = membersOf(kindOf(name), archive);
    expect(failure).toBeUndefined();
    expect(members.map((member) => member.name)).toEqual(Object.keys(FILES));
    for (const member of members) {
      expect(member).toMatchObject({ kind: 'file', isCutOff: false, fault: undefined });
      if (member.compression === undefined) expect(storedText(archive, member)).toBe(FILES[member.name]);
      else expect(member.text?.byteLength).toBe(Buffer.byteLength(FILES[member.name]));
    }
  });

  it.for(Object.keys(PACKERS).filter((name) => !name.endsWith('.gz')))(
    'before the place at which it is cut off are listed, and that it is: %s',
    (name) => {
      const archive = PACKERS[name](FILES);
      const whole = membersOf(kindOf(name), archive).members;
      const end = whole.reduce((last, one) => Math.max(last, one.byteOffset + one.byteLength), 0);
      for (let length = 100; length < end; length += 23) {
        const cut = membersOf(kindOf(name), archive.subarray(0, length));
        // Behind a whole member a tar archive may end.
        expect(cut.failure ?? cut.doubt).toContain('cut off');
        const complete = whole.filter((one) => one.byteOffset + one.byteLength <= length);
        const [last] = cut.members.slice(complete.length);
        expect(cut.members.slice(0, complete.length).map((one) => one.name)).toEqual(
          complete.map((one) => one.name),
        );
        if (last !== undefined) expect(last.isCutOff).toBe(true);
        expect(cut.members.length).toBeLessThanOrEqual(complete.length + 1);
      }
    },
  );

  it('are files too where a zip archive was made of a pipe, and behind the script that unpacks it', () => {
    const archive = zipOf({ '-': TEXT });
    const entry = archive.indexOf('PK\x01\x02');
    // Made on Unix, of the type of a pipe: what `zip a.zip -` writes.
    archive[entry + 5] = 3;
    archive.writeUInt32LE(0o010600 * 2 ** 16, entry + 38);
    const script = Buffer.from('#!/bin/sh\nexec unzip -p "$0"\n');
    const unpacking = Buffer.concat([script, archive]);
    expect(look(unpacking)).toEqual({ kind: 'archive', archive: 'zip' });
    const [member] = membersOf('zip', unpacking).members;
    expect(member).toMatchObject({ name: '-', kind: 'file', fault: undefined });
    const deflated = unpacking.subarray(member.byteOffset, member.byteOffset + member.byteLength);
    expect(inflateRawSync(deflated).toString()).toBe(TEXT);
  });

  it('are whole in a tar archive that ends behind one, as many programs write it, but it is said', () => {
    const archive = tarOf({ 'a.json': TEXT, 'b.json': TEXT });
    const whole = membersOf('tar', archive);
    expect(whole.doubt).toBeUndefined();
    const ends: Record<string, number> = {
      'without its zeros': 2048,
      'without padding too': 1536 + TEXT.length,
    };
    for (const [how, end] of Object.entries(ends)) {
      const { members, failure, doubt } = membersOf('tar', archive.subarray(0, end));
      expect({ how, members, failure }).toEqual({ how, members: whole.members, failure: undefined });
      expect(doubt).toContain('no end mark');
    }
    expect(membersOf('tar', archive.subarray(0, 2048 + 512))).toEqual(whole);
    // A header about the next member is no member: that one is missing.
    const long = tarOf({ 'a.json': TEXT, [`${'n'.repeat(120)}.json`]: TEXT });
    expect(membersOf('tar', long.subarray(0, 1024 + 1024)).failure).toContain('cut off');
  });

  it('have long names, in tar too', () => {
    const name = `${'d'.repeat(90)}/${'n'.repeat(90)}.json`;
    for (const format of ['gnu', 'pax', 'ustar'] as const) {
      expect(membersOf('tar', tarOf({ [name]: TEXT }, format)).members).toMatchObject([
        { name, kind: 'file' },
      ]);
    }
  });

  it('have names in UTF-8 where they can be, else in the code page of DOS', () => {
    const raw: Record<string, Uint8Array> = {
      a: Buffer.from('é.json'),
      b: Buffer.from([0x81, 0x94, 0x2e, 0x6a]),
      c: Buffer.from([0xff, 0xfe]),
    };
    const archive = zipOf({ a: '', b: '', c: '' }, { nameOf: (name) => raw[name] });
    expect(membersOf('zip', archive).members.map(({ name }) => name)).toEqual(['é.json', 'üö.j', '\u00a0■']);
    const { members } = membersOf('zip', zipOf({ a: '' }, { flags: 0x800, nameOf: () => raw.c }));
    expect(members[0].name).toBe('\ufffd\ufffd');
  });

  it('that cannot be read say why', () => {
    const faultOf = (options: object): string | undefined =>
      membersOf('zip', zipOf({ a: TEXT }, options)).members[0].fault;
    expect(faultOf({ flags: 1 })).toMatch(/^it is encrypted; .*unzip -p/);
    expect(faultOf({ method: 9 })).toMatch(/^it is compressed with Deflate64, .*unpack/);
    expect(faultOf({ method: 77 })).toMatch(/^it is compressed with method 77, .*unpack/);
    expect(faultOf({ method: 93 })).toBeUndefined();
    const [first, second] = membersOf('zip', zipOf({ a: TEXT, b: TEXT }).subarray(8)).members;
    expect(first.fault).toMatch(/^it was in the beginning of the zip archive, which is missing; copy/);
    expect(second.fault).toBeUndefined();
  });

  it('have no time where the header of a tar archive has none that can be read', () => {
    const tar = tarOf({ a: TEXT });
    expect(membersOf('tar', tar).members[0].modifiedMilliseconds).toBeGreaterThan(0);
    const [time, checksum] = [tar.subarray(136, 148), tar.subarray(148, 156)];
    time.fill('x');
    checksum.fill(' ');
    const sum = tar.subarray(0, 512).reduce((all, byte) => all + byte, 0);
    checksum.write(`${sum.toString(8).padStart(6, '0')}\0`);
    expect(membersOf('tar', tar).members[0].modifiedMilliseconds).toBeUndefined();
  });

  it('are found even if something is before or after the archive', () => {
    for (const [before, behind] of [
      ['', 'trailing'],
      ['#!/bin/sh\n', ''],
    ]) {
      const archive = Buffer.concat([
        Buffer.from(before),
        zipOf({ a: TEXT }, { method: 0 }),
        Buffer.from(behind),
      ]);
      const { members, failure } = membersOf('zip', archive);
      expect(failure).toBeUndefined();
      expect(members.map((member) => storedText(archive, member))).toEqual([TEXT]);
    }
    const two = Buffer.concat([tarOf({ a: TEXT }), tarOf({ b: TEXT })]);
    expect(membersOf('tar', two).members.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('before a damaged header are listed, and where it is', () => {
    const tar = tarOf({ a: TEXT, b: TEXT, c: TEXT });
    tar[1024] ^= 1;
    const { members, failure } = membersOf('tar', tar);
    expect(members.map(({ name }) => name)).toEqual(['a']);
    expect(failure).toContain('damaged at its byte 1024');
    const zip = zipOf({ a: TEXT, b: TEXT }, { method: 0 });
    zip[zip.lastIndexOf('PK\u0001\u0002')] ^= 1;
    expect(membersOf('zip', zip)).toMatchObject({
      members: [{ name: 'a' }],
      failure: expect.stringContaining('damaged after its first 1'),
    });
  });
});
