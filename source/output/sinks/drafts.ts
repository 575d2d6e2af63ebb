import { unlinkSync } from 'node:fs';
import { type FileHandle, open, readdir, readlink, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How the name of every draft ends, so that people and later runs know what it is. */
const ENDING = '.event-sessions-tui.part';
/** What is between the name of the file and the ending. */
const RANDOM = /^[a-z0-9]+$/;
/** How much of a file's name its draft has, so that the whole name stays within what file systems allow. */
const MOST_NAME_UNITS = 50;
/** How long the draft of a killed run stays, for people who look for what went wrong. */
const STALE_MILLISECONDS = 24 * 60 * 60 * 1000;
/** How often a draft that waits for more is touched, so that it never looks like that of a killed run. */
const TOUCH_MILLISECONDS = 60 * 60 * 1000;

/** Drafts to remove if the process ends early. */
const unfinished = new Set<string>();

/** Removes half-written files. Synchronous, for the moment before a signal ends the process. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      unlinkSync(path);
    } catch {
      // Already removed, or not created yet.
    }
  }
  unfinished.clear();
}

/** A file under another name beside the place that it is for. */
export interface Draft {
  readonly path: string;
  readonly file: FileHandle;
  /** Call it once the draft has been renamed or removed. */
  settled(): void;
}

/** Creates a draft of the file at `target`, whose folder is there. Throws the system's error. */
export async function createDraft(target: string, mode: number): Promise<Draft> {
  const random = Math.random().toString(36).slice(2, 12);
  const path = join(dirname(target), `${draftsOf(target)}${random}${ENDING}`);
  unfinished.add(path);
  const file = await open(path, 'wx', mode).catch((error: unknown) => {
    unfinished.delete(path);
    throw error;
  });
  const touching = setInterval(() => {
    const now = new Date();
    // This fails if the file is closed by now, or its file system keeps no times.
    file.utimes(now, now).catch(() => undefined);
  }, TOUCH_MILLISECONDS).unref();
  return {
    path,
    file,
    settled: () => {
      clearInterval(touching);
      unfinished.delete(path);
    },
  };
}

/** How the names of all drafts of a file begin. */
function draftsOf(target: string): string {
  return `.${basename(target).slice(0, MOST_NAME_UNITS)}.`;
}

/**
 * Removes the drafts of the file at `target` that killed runs have left: those older than a day that no visible process has
 * open. A draft that cannot be examined or removed stays.
 */
export async function removeStaleDrafts(target: string): Promise<void> {
  const folder = dirname(target);
  const beginning = draftsOf(target);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(beginning) || !name.endsWith(ENDING)) continue;
    // Any other belongs to a file whose name begins with the same text.
    if (!RANDOM.test(name.slice(beginning.length, -ENDING.length))) continue;
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    const isOld = facts?.isFile() && Date.now() - facts.mtimeMs > STALE_MILLISECONDS;
    if (isOld && !(await isHeld(path))) await unlink(path).catch(() => undefined);
  }
}

/** Whether a process has a file open, as far as /proc shows it. A suspended run may be older than a day. */
async function isHeld(path: string): Promise<boolean> {
  const processes = await readdir('/proc').catch(() => []);
  for (const id of processes) {
    if (!/^\d+$/.test(id)) continue;
    const descriptors = await readdir(`/proc/${id}/fd`).catch(() => []);
    for (const descriptor of descriptors) {
      if ((await readlink(`/proc/${id}/fd/${descriptor}`).catch(() => '')) === path) return true;
    }
  }
  return false;
}
