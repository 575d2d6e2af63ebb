/**
 * Reads random files in every way and compares the results, for the given time:
 *
 *     npm run fuzz -- --minutes 10 --seed 7
 *
 * The same seed tries the same files in the same order. It ends at the first file on which two ways differ, with exit
 * code 1, and keeps the smallest such file in test/fuzz/finds, where `npm test` reads it from then on.
 */
import { parseArgs } from 'node:util';
import { writeFind } from './finds.ts';
import { KINDS } from './kinds.ts';
import { type FuzzCounts, noCounts, runKind } from './run-kind.ts';

/** So many files of a kind before the next kind has its turn. */
const FILES_A_TURN = 40;
/** The kinds in turn, each as often as its share says. */
const TURNS = KINDS.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
const REPORT_EVERY_MS = 60_000;

function report({ files, bytes, records, damages }: FuzzCounts, minutes: number, seed: number): string {
  const whole = (value: number): string => value.toLocaleString('en');
  const damaged = [...damages].map(([kind, count]) => `${kind} ${whole(count)}`).join(', ');
  return (
    `seed ${seed}, ${minutes.toFixed(1)} min: ${whole(files)} files of ${KINDS.length} kinds, ${whole(bytes)} bytes, ` +
    `${whole(records)} records; tokens ${damaged}`
  );
}

function fuzz(minutes: number, seed: number): number {
  const startedAt = performance.now();
  const minutesPassed = (): number => (performance.now() - startedAt) / 60_000;
  const counts = noCounts();
  let reportedAt = startedAt;
  for (let turn = 0; minutesPassed() < minutes; turn++) {
    const find = runKind(TURNS[turn % TURNS.length], seed * 1_000_003 + turn, FILES_A_TURN, counts);
    if (find !== undefined) {
      console.log(report(counts, minutesPassed(), seed));
      console.log(
        `${find.kind}: the ${find.way} differs from the plain reading of the spec on ${writeFind(find)}`,
      );
      return 1;
    }
    if (performance.now() - reportedAt > REPORT_EVERY_MS) {
      reportedAt = performance.now();
      console.log(report(counts, minutesPassed(), seed));
    }
  }
  console.log(`${report(counts, minutesPassed(), seed)}; nothing found`);
  return 0;
}

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run fuzz -- [--minutes N] [--seed S], N a positive number, S an integer');
  process.exitCode = 2;
} else {
  process.exitCode = fuzz(minutes, seed);
}
