import { statSync } from 'node:fs';
import { OURS, outputsOf, summaryOf } from './contenders.ts';
import { fingerprint, madeFile } from './data-files.ts';
import { generate } from './generate.ts';
import { median, timed } from './measure.ts';
import { medianAndWorst, table, targetTable } from './tables.ts';

const STARTS = 20;
const QUICK_STARTS = 5;
/** This many narrow events take 3 KB. */
const EVENTS = 37;
const USERS = 20;
const MOST_MILLISECONDS = 100;

/** Measures the cost of a small file beside the start of Node, alternating. Returns a section of results.md. */
export async function measureSmall(quick: boolean): Promise<string> {
  const starts = quick ? QUICK_STARTS : STARTS;
  const input = madeFile(`small-${fingerprint('generate.ts')}.jsonl`, 3000, (path) =>
    generate({ shape: 'narrow', events: EVENTS, users: USERS }, path),
  );
  const programs = [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'event-sessions-tui FILE --summary', args: summaryOf(input).args },
    { name: OURS.command, args: OURS.script(input, outputsOf(OURS)).args },
  ].map((program) => ({ ...program, milliseconds: [] as number[] }));
  for (let start = 0; start <= starts; start++) {
    for (const { args, milliseconds } of programs) {
      const { wallSeconds } = await timed(process.execPath, args);
      if (start > 0) milliseconds.push(1000 * wallSeconds);
    }
  }
  const [node, ...others] = programs;
  const beyondNode = ({ milliseconds }: (typeof programs)[number]): number[] =>
    milliseconds.map((value, start) => value - node.milliseconds[start]);
  return `A file of ${statSync(input).size.toLocaleString('en')} bytes, ${EVENTS} events. Whole processes, in turns, the median of ${starts} starts (the slowest) after one that is
not counted; what it takes beyond Node is of pairs of starts, one beside the other.

${targetTable(
  others.map((program) => ({
    what: `\`${program.name}\` beyond \`node -e 0\``,
    kind: 'at most',
    limit: MOST_MILLISECONDS,
    value: median(beyondNode(program)),
    unit: ' ms',
  })),
)}

${table(
  ['command', 'wall ms', 'beyond `node -e 0` ms'],
  programs.map((program) => [
    `\`${program.name}\``,
    medianAndWorst(program.milliseconds, 0),
    medianAndWorst(beyondNode(program), 0),
  ]),
)}
`;
}
