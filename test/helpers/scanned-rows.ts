import type { ReadPaths } from '../../source/pipeline/scan/record-scanner.ts';
import { WindowScan } from '../../source/pipeline/scan/window-scan.ts';
import { DEFAULT_SETTINGS, type RunSettings } from '../../source/pipeline/settings.ts';
import { EventStore } from '../../source/pipeline/store/event-store.ts';

/** Returns the hash of the id of each event in the bytes, as `low,high`; `0,0` for an event without one. */
export function idHashesOf(bytes: Uint8Array, settings: Partial<RunSettings>, paths: ReadPaths): string[] {
  const store = EventStore.empty(0);
  const hashes: string[] = [];
  const scan = new WindowScan({ ...DEFAULT_SETTINGS, ...settings }, store, 64, paths, {
    take: ({ rows }) => {
      for (let row = 0; row < rows.count; row++) {
        hashes.push(rows.hasIds ? `${rows.idLow[row]},${rows.idHigh[row]}` : '0,0');
      }
    },
  });
  scan.buffer.append(bytes);
  scan.advance(Number.POSITIVE_INFINITY, true);
  scan.take(scan.buffer.window(true));
  return hashes;
}
