import { TABLES } from '../source/explorer/tables/registry.ts';
import { fileName } from './data-files.ts';
import { type Answer, ExplorerRun, type Size } from './explorer-run.ts';
import { table, targetTable, whole } from './tables.ts';

const SIZE: Size = { columns: 120, rows: 40 };
/** A result is complete when nothing has been drawn for this long after it. */
const STILL_MILLISECONDS = 700;
const MOST_MILLISECONDS = 100;
const ROUNDS = 3;

/** A question: the keys up to it, and the one from which time is measured. */
interface Question {
  readonly name: string;
  readonly before?: readonly string[];
  readonly key: string;
  /** The keys that undo it. */
  readonly after?: readonly string[];
}

interface Asked {
  readonly question: Question;
  readonly answers: Answer[];
  readonly rowCounts: number[];
}

/** The first question about a column or table also pays for what is cached for it. */
const QUESTIONS: readonly Question[] = [
  ...TABLES.sessions.columns.flatMap(({ name }, i) => [
    { name: `sessions by ${name}, largest first`, before: i === 0 ? [] : ['right'], key: ']' },
    { name: `sessions by ${name}, smallest first`, key: '[' },
  ]),
  prompted('filter: sessions with `4711`', '&', '4711'),
  prompted('filter: sessions without `1`', '&', '!1'),
  prompted('filter: sessions with `/7{3}$/`', '&', '/7{3}$/'),
  prompted('filter: sessions with `nowhere`', '&', 'nowhere'),
  prompted('search: sessions with `nowhere`', '/', 'nowhere'),
  prompted('search: sessions with `/9{7}/`', '/', '/9{7}/'),
  { name: 'all events by time, the first look at Events', key: '3' },
  { name: 'all events by event_time, largest first', key: ']' },
  { name: 'all events by user_id, smallest first', before: ['right'], key: '[' },
  { name: 'all events by event_type, smallest first', before: ['right'], key: '[' },
  prompted('filter: all events with `purchase`', '&', 'purchase'),
];

/** Sorts, filters and searches a loaded file in the built explorer. Returns a section of results.md. */
export async function measureQueries(file: string, quick: boolean): Promise<string> {
  const asked = QUESTIONS.map((question): Asked => ({ question, answers: [], rowCounts: [] }));
  const rounds = quick ? 1 : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    const run = new ExplorerRun(file, SIZE);
    await run.secondsUntil(() => run.headline().endsWith(' done') && run.position() !== undefined);
    await run.untilQuiet(STILL_MILLISECONDS);
    for (const { question, answers, rowCounts } of asked) {
      answers.push(await answerOf(run, question));
      rowCounts.push(run.position()?.count ?? 0);
      for (const key of question.after ?? []) await run.tap(key, STILL_MILLISECONDS);
    }
    await run.quit();
  }
  const slow = asked.filter(({ answers }) => !answers.every(isInTime));
  return `The built explorer on a pseudoterminal, ${SIZE.columns}x${SIZE.rows}, ${fileName(file)}; ${rounds} ${rounds === 1 ? 'start' : 'starts'}, each question once in each: the slowest
answer. From the key (Enter, where something was typed before) to the last byte of the whole answer on the screen; progress: a
percentage was on the screen before it.

${targetTable([
  {
    what: `questions not answered within ${MOST_MILLISECONDS} ms and without progress, of ${asked.length}`,
    kind: 'at most',
    limit: 0,
    value: slow.length,
  },
])}

${table(['question', 'first frame ms', 'answer ms', 'progress', 'rows then', ''], asked.map(cellsOf))}
`;
}

function prompted(name: string, prompt: string, text: string): Question {
  return { name, before: [prompt, ...text], key: 'enter', after: ['escape'] };
}

async function answerOf(run: ExplorerRun, { before, key }: Question): Promise<Answer> {
  for (const earlier of before ?? []) await run.press(earlier);
  await run.untilQuiet(STILL_MILLISECONDS);
  return run.pressUntilStill(key, STILL_MILLISECONDS);
}

function isInTime({ milliseconds, hasProgress }: Answer): boolean {
  return milliseconds <= MOST_MILLISECONDS || hasProgress;
}

function cellsOf({ question, answers, rowCounts }: Asked): string[] {
  const slowest = (of: (answer: Answer) => number): string =>
    whole(answers.reduce((most, answer) => Math.max(most, of(answer)), 0));
  return [
    question.name,
    slowest(({ firstFrameMilliseconds }) => firstFrameMilliseconds),
    slowest(({ milliseconds }) => milliseconds),
    answers.some(({ hasProgress }) => hasProgress) ? 'shown' : '',
    whole(rowCounts[0]),
    answers.every(isInTime) ? 'reached' : '**not reached**',
  ];
}
