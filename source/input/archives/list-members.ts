import type { ArchiveKind } from '../look/kinds.ts';
import type { ArchiveReading, MemberList, WantedBytes } from './archive-member.ts';
import { readTar } from './tar-members.ts';
import { readZip } from './zip-members.ts';

/** Bytes that can be read at any place. A read returns fewer than it asks for only at their end. */
export interface BytesAtPlaces {
  readonly sizeBytes: number;
  read(range: WantedBytes): Uint8Array;
}

/** Lists the members of an archive whose bytes can be read at any place. Blocks the thread. */
export function listMembers(kind: ArchiveKind, bytes: BytesAtPlaces): MemberList {
  return answered(kind === 'tar' ? readTar() : readZip(bytes.sizeBytes), (range) => bytes.read(range));
}

/** Lists the members of a tar archive that is read in order: `read` is called with ascending ranges. */
export async function listTarInOrder(read: (range: WantedBytes) => Promise<Uint8Array>): Promise<MemberList> {
  const reading = readTar();
  for (let step = reading.next(); ; ) {
    if (step.done === true) return step.value;
    step = reading.next(await read(step.value));
  }
}

function answered<Found>(reading: ArchiveReading<Found>, read: (range: WantedBytes) => Uint8Array): Found {
  for (let step = reading.next(); ; ) {
    if (step.done === true) return step.value;
    step = reading.next(read(step.value));
  }
}
