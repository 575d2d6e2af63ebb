import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Source } from '../../source/input/source.ts';

/** The source read in order only, as a pipe is: reading fails with EIO at `byteOffset`. */
export function failingAt(source: Source, byteOffset: number): Source {
  let at = 0;
  return Object.assign(Object.create(source), {
    sizeBytes: undefined,
    read: async (into: Uint8Array): Promise<number> => {
      if (at >= byteOffset) throw Object.assign(new Error('the disk failed'), { code: 'EIO' });
      const length = await source.read(into.subarray(0, byteOffset - at));
      at += length;
      return length;
    },
  });
}

/**
 * Code that makes the disk fail for files of this name, in the process or thread that runs it first: reading stops short of
 * `byteOffset`, and fails with EIO when it begins there or after.
 */
export function failingDisk(name: string, byteOffset: number): string {
  return `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    import { promisify } from 'node:util';
    const { read, readSync } = fs;
    const lengths = new Map();
    const isFailing = (fd) => fs.readlinkSync('/proc/self/fd/' + fd).endsWith('/' + ${JSON.stringify(name)});
    const allowed = (fd, length, position) => {
      if (!isFailing(fd)) return length;
      const left = ${byteOffset} - (position ?? lengths.get(fd) ?? 0);
      if (left <= 0) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
      return Math.min(length, left);
    };
    fs.readSync = (fd, into, offset, length, position) =>
      readSync(fd, into, offset, allowed(fd, length, position), position);
    fs.read = Object.assign(() => undefined, {
      [promisify.custom]: async (fd, into, offset, length, position) => {
        const found = await promisify(read)(fd, into, offset, allowed(fd, length, position), position);
        if (position === null) lengths.set(fd, (lengths.get(fd) ?? 0) + found.bytesRead);
        return found;
      },
    });
    syncBuiltinESMExports();
  `;
}

/** A worker for which the disk fails: see `failingDisk`. */
export async function workerWithFailingDisk(
  worker: URL,
  folder: string,
  name: string,
  byteOffset: number,
): Promise<URL> {
  const path = join(folder, `failing-at-${byteOffset}.mjs`);
  await writeFile(path, `${failingDisk(name, byteOffset)}\nawait import(${JSON.stringify(worker.href)});\n`);
  return pathToFileURL(path);
}
