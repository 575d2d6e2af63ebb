/** The codes of archives that could not be decompressed to their end. The system has no such codes. */
export type ArchiveFault = 'ECUTOFF' | 'EDAMAGED' | 'EUNSUPPORTED';

/** Why an archive could not be decompressed to its end, in words that follow "cannot read FILE: ". */
export class ArchiveError extends Error {
  constructor(
    readonly code: ArchiveFault,
    message: string,
  ) {
    super(message);
  }
}

/** Returns that the archive ends early. `at`: how many bytes it has. */
export function cutOff(format: string, at: number): ArchiveError {
  return new ArchiveError('ECUTOFF', `the ${format} data is cut off after ${at} bytes; copy the file again`);
}

/** Returns that the archive is damaged. `at`: the byte of it where that was noticed, at the earliest. */
export function damaged(format: string, at: number): ArchiveError {
  return new ArchiveError(
    'EDAMAGED',
    `the ${format} data is damaged at about its byte ${at}; copy the file again`,
  );
}

/** Returns that the checksum of what was decompressed is wrong. `at`: the byte of the archive that it is at. */
export function wrongChecksum(format: string, at: number): ArchiveError {
  return new ArchiveError(
    'EDAMAGED',
    `the ${format} data is damaged before its byte ${at} (the checksum is wrong), so what was read may be wrong; copy the file again`,
  );
}

/** Returns that something else follows an archive that is whole. `at`: from which byte on. */
export function somethingBehind(format: string, at: number): ArchiveError {
  return new ArchiveError(
    'EDAMAGED',
    `the ${format} data ends at about its byte ${at}, and what follows is no ${format} data; it was left out`,
  );
}

/** Returns that the archive is well, but needs what is not here. `command`: what decompresses it to standard output. */
export function unsupported(format: string, what: string, command: string): ArchiveError {
  return new ArchiveError(
    'EUNSUPPORTED',
    `the ${format} data ${what}; pipe it in: ${command} FILE | event-sessions-tui`,
  );
}
