import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** A place in a frame of a stack trace: the path of a bundle, and line and column counted from 1. */
const PLACE = /(\/[^()]*\.cjs):(\d+):(\d+)/;

/**
 * Rewrites the place in one frame of a stack trace, `at update (/.../dist/cli-code.cjs:123:4)`, from the bundle to the
 * source, `at update (source/explorer/update.ts:60:12)`. Returns the frame unchanged if the bundle has no map of it.
 *
 * The map is only read here, after a crash: Node's own support for source maps would parse every map at each start.
 */
export function withSourcePlace(frame: string): string {
  return frame.replace(PLACE, (place: string, path: string, line: string, column: string) => {
    try {
      const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return place;
      // Relative to dist/: `../source/explorer/update.ts`.
      const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '');
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    } catch {
      return place;
    }
  });
}
