import { execFileSync } from 'node:child_process';

/** Whether tests may mount a disk of their own, in a namespace that only their process sees. */
export function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'none', '/tmp'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
