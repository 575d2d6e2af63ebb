/** The screens to make pictures of, by what the explorer was started on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLargeSample } from '../../sample/make-large.ts';

/** A screen's name, and the keys that lead to it from the one before. */
type Screen = readonly [name: string, keys: readonly string[]];

export interface Scene {
  /** Begins the names of its screens, unless empty. */
  readonly name: string;
  readonly args: readonly string[];
  /** A shell command whose output the explorer reads. */
  readonly input?: { readonly stdinFrom: string };
  /** Shown as soon as the first key may be pressed. */
  readonly ready: RegExp;
  readonly screens: readonly Screen[];
}

const READ = /done|duplicates removed/;
const WIDE = '日本語の利用者 👩‍🚀 Ünïcödé';

/** Large enough for each screen to be full, with each kind of damage. */
const FULL: Scene = {
  name: '',
  args: ['events.json'],
  ready: READ,
  screens: [
    ['sessions', ['1']],
    ['sessions-prompt', ['z', ...'30']],
    ['sessions-gap', ['m', 'enter', 'down', 'down']],
    ['users', ['U']],
    ['users-types', ['+']],
    ['columns', ['-', 'U', 'c']],
    ['skipped', ['escape', '2']],
    ['skipped-unfolded', ['+', 'down', '+', 'down']],
    ['skipped-rows', ['w', 'down', 'down']],
    ['events', ['3']],
    ['events-types', ['w', 'down']],
    ['events-bucket', ['w', '*']],
    ['events-lines', ['p']],
    ['events-record', ['p', 'enter']],
    ['events-chips', ['escape', '+', '&', ...'type=login,view', 'enter']],
    ['events-duplicates', ['d']],
    ['picker', ['d', 'u']],
    ['original', ['escape', '4']],
    ['original-fault', ['}']],
    ['unknown-key', ['X']],
    ['help', ['?']],
    ['info', ['escape', 'i']],
    ['fields', ['escape', 'M']],
  ],
};

const PROMPTS: Scene = {
  name: 'prompts',
  args: ['events.json', '--gap', '30m'],
  ready: READ,
  screens: [
    ['search', ['/', ...'100']],
    ['found', ['enter']],
    ['filter', ['&']],
    ['filter-error', [...'duratio>1h', 'enter']],
    ['place', ['escape', ':', ...'11-25']],
    ['range', ['enter']],
    ['range-skipped', ['2']],
    ['open', ['1', 'o']],
    ['export', ['escape', 'e']],
    ['exported', ['enter']],
    ['export-again', ['e', 'enter']],
    ['command', ['escape', 'E']],
    ['nothing', ['escape', '&', ...'user_id=nobody', 'enter']],
    ['nothing-skipped', ['2']],
    ['nothing-events', ['3']],
  ],
};

const EVENTS: Scene = {
  name: 'events',
  args: ['events.json', '--gap', '30m'],
  ready: READ,
  screens: [
    ['range', ['3', '*', 'v', '(', '(']],
    ['zoomed', ['+', '+']],
    ['types-off', ['0', 't', 'x', 'down', 'x']],
    ['alone', ['escape', 'escape', 'd', 'd']],
    ['alone-record', ['enter']],
    ['side-by-side', ['enter']],
    ['silences', ['escape', 'escape', 'd', 'u', ...'1000', 'enter']],
    ['user-sessions', ['1']],
    ['cell-wide', ['3', 'l', 'l', 'l', 'W']],
    ['original-hex', ['4', 'x']],
    ['original-chopped', ['x', 'S', 'l', 'l']],
  ],
};

const CLEAN: Scene = {
  name: 'clean',
  args: ['clean.json'],
  ready: READ,
  screens: [
    ['skipped', ['2']],
    ['events', ['3']],
    ['duplicates', ['d', 'd']],
    ['info', ['i']],
  ],
};

const DAMAGED: Scene = {
  name: 'damaged',
  args: ['damaged.json', 'clean.json'],
  ready: READ,
  screens: [
    ['sessions', ['1']],
    ['users', ['U']],
    ['skipped', ['2']],
    ['skipped-stray', ['G']],
    ['original', ['4', '}']],
    ['events', ['3']],
    ['record', ['enter']],
    ['files', ['escape', 'i']],
  ],
};

const PLANNED: Scene = {
  name: 'planned',
  args: ['planned.jsonl'],
  ready: READ,
  screens: [
    ['sessions', ['1']],
    ['fields', ['M']],
    ['fields-chosen', ['down', 'down', '+', 't']],
    ['info', ['escape', 'i']],
  ],
};

const UNREAD: Scene = {
  name: 'unread',
  args: ['unread.jsonl'],
  ready: /R read so/,
  screens: [
    ['fields', []],
    ['sessions', ['escape', '1']],
    ['skipped', ['2']],
    ['events', ['3']],
  ],
};

const FOUR_TABS: Scene['screens'] = [
  ['sessions', []],
  ['skipped', ['2']],
  ['events', ['3']],
  ['original', ['4']],
];

const LOADING: Scene = {
  name: 'loading',
  args: ['-'],
  input: { stdinFrom: 'head -c 4000000 events.json; sleep 100' },
  ready: /stdin/,
  screens: [...FOUR_TABS, ['info', ['i']]],
};

const NOTHING: Scene = {
  name: 'empty',
  args: ['-'],
  input: { stdinFrom: 'sleep 100' },
  ready: /stdin/,
  screens: FOUR_TABS,
};

const FOLLOWED: Scene = {
  name: 'followed',
  args: ['clean.json', '--follow'],
  ready: /clean/,
  screens: [
    ['events', ['3', 'G']],
    ['sessions', ['1']],
  ],
};

const SAMPLE: Scene = {
  name: 'sample',
  args: [],
  ready: /no file was named/,
  screens: [
    ['sessions', []],
    ['help-sessions', ['?']],
  ],
};

export const SCENES: readonly Scene[] = [
  ...[FULL, PROMPTS, EVENTS, CLEAN, DAMAGED, PLANNED, UNREAD, LOADING, NOTHING, FOLLOWED, SAMPLE],
];

const eventAt = (user: string | number, minute: number, type: string): string =>
  JSON.stringify({
    user_id: user,
    event_time: `2026-11-24T10:${String(minute).padStart(2, '0')}:00Z`,
    event_type: type,
    page: '/p/1',
  });

/** Writes the files that the scenes open. */
export function writeInputs(folder: string): void {
  const clean = Array.from({ length: 30 }, (_, i) => eventAt(i % 4, i * 2, i % 3 === 0 ? 'login' : 'view'));
  const files: Readonly<Record<string, string>> = {
    'events.json': makeLargeSample(),
    'clean.json': clean.join('\n'),
    'damaged.json': [
      ...[eventAt(WIDE, 1, WIDE), 'conflict <<<<<<< HEAD', eventAt('tab\tand \u202e', 2, 'v\u001b[31m')],
      ...[
        '{"user_id": 1, "event_time": "',
        eventAt(1, 99, 'view'),
        'END OF LOG',
        eventAt('x'.repeat(90), 3, ''),
      ],
    ].join('\n'),
    'planned.jsonl': Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({
        actor: { login: `user-${i % 5}`, session_id: `s-${i}` },
        created_at: `2026-11-24T10:${10 + i}:00Z`,
        type: i % 2 === 0 ? 'push' : 'pull_request.opened',
        payload: { size: i, ref: `refs/heads/branch-${i}` },
      }),
    ).join('\n'),
    'unread.jsonl': Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({
        name: `name ${i % 5}`,
        amount: i * 1.5,
        comment: 'no time is in here',
        flag: i % 2 === 0,
      }),
    ).join('\n'),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`);
}
