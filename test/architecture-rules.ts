/**
 * What each part of source/ may import besides itself. A part is a folder, with the folders in it that are not named
 * here, or a single file that others of its folder build on. A folder with a trailing slash includes all parts in it.
 * `cli` is the file at the root.
 */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  schema: [],
  'pipeline/settings': [],
  'pipeline/text': [],
  'pipeline/time': ['pipeline/text'],
  'pipeline/columns': ['pipeline/text'],
  'pipeline/table': ['pipeline/settings', 'pipeline/text', 'pipeline/time'],
  'pipeline/validate': ['pipeline/settings', 'pipeline/text', 'pipeline/time'],
  'pipeline/store': [
    'pipeline/settings',
    'pipeline/text',
    'pipeline/time',
    'pipeline/columns',
    'pipeline/validate',
  ],
  'pipeline/kernel': [
    ...['pipeline/settings', 'pipeline/text', 'pipeline/time', 'pipeline/columns', 'pipeline/validate'],
    'pipeline/store',
  ],
  'pipeline/scan': [
    ...['pipeline/settings', 'pipeline/text', 'pipeline/time', 'pipeline/columns', 'pipeline/kernel'],
    ...['pipeline/table', 'pipeline/validate', 'pipeline/store'],
  ],
  'pipeline/group': [
    ...['pipeline/time', 'pipeline/columns', 'pipeline/kernel', 'pipeline/validate', 'pipeline/store'],
  ],
  'pipeline/result': [
    ...['pipeline/settings', 'pipeline/validate', 'pipeline/store', 'pipeline/scan', 'pipeline/group'],
    'pipeline/columns',
  ],
  'pipeline/reject': [
    ...['pipeline/settings', 'pipeline/text', 'pipeline/time', 'pipeline/validate', 'pipeline/store'],
    ...['pipeline/kernel', 'pipeline/scan', 'pipeline/result'],
  ],
  'pipeline/differ': [
    ...['pipeline/text', 'pipeline/store', 'pipeline/scan', 'pipeline/group'],
    ...['pipeline/plan', 'pipeline/result'],
  ],
  'pipeline/plan': [
    ...['pipeline/settings', 'pipeline/text', 'pipeline/time', 'pipeline/validate', 'pipeline/store'],
    ...['pipeline/scan', 'pipeline/table'],
  ],
  pipeline: ['pipeline/'],
  format: ['pipeline/text', 'pipeline/time', 'pipeline/store', 'pipeline/differ'],
  query: ['schema', 'pipeline/', 'format'],
  'input/look': ['pipeline/'],
  'input/follow': ['pipeline/store', 'input'],
  input: ['pipeline/', 'input/look'],
  'output/formats': ['schema', 'pipeline/text', 'pipeline/time', 'pipeline/columns'],
  'output/sinks': ['pipeline/text', 'format'],
  'output/row-encoder': ['pipeline/'],
  'output/tables': ['schema', 'pipeline/', 'output/formats', 'output/sinks', 'output/row-encoder'],
  output: ['pipeline/', 'format'],
  'engine/chunks': ['pipeline/', 'input'],
  'engine/decompress/codecs': ['input/look', 'engine/decompress/archive-error'],
  'engine/decompress/archive-error': [],
  'engine/decompress': [
    ...['input', 'input/look', 'engine/priority', 'engine/start-worker'],
    'engine/decompress/',
  ],
  'engine/parquet': ['pipeline/time', 'input', 'engine/priority', 'engine/start-worker'],
  'engine/files': ['pipeline/', 'input', 'engine/chunks'],
  'engine/follow': ['pipeline/', 'input', 'input/follow', 'engine/files'],
  'engine/ingest': ['pipeline/', 'input/look'],
  'engine/priority': [],
  'engine/address-space': [],
  'engine/memory-limit': [],
  'engine/memory-watch': ['engine/memory-limit'],
  'engine/run-with-timeout': [],
  'engine/start-worker': [],
  'engine/serial-ingest': [
    ...['pipeline/', 'input', 'input/look', 'input/follow', 'engine/chunks', 'engine/follow'],
    'engine/ingest',
  ],
  'engine/record-reader': ['pipeline/text', 'input'],
  'engine/kept-input': ['pipeline/text'],
  'engine/pool': [
    ...['pipeline/', 'input', 'output/row-encoder', 'engine/ingest', 'engine/priority'],
    ...['engine/record-reader', 'engine/start-worker', 'input/look', 'engine/files'],
    ...['engine/address-space', 'engine/memory-limit'],
  ],
  'engine/load': [
    ...['pipeline/', 'query', 'input', 'input/look', 'engine/ingest', 'engine/priority'],
    ...['engine/run-with-timeout', 'engine/serial-ingest', 'engine/pool', 'engine/start-worker'],
    ...['engine/files', 'engine/follow', 'engine/memory-limit', 'engine/memory-watch', 'input/follow'],
  ],
  engine: [
    ...['pipeline/', 'input', 'output/row-encoder', 'engine/chunks', 'engine/kept-input', 'engine/pool'],
    ...['engine/record-reader', 'input/look', 'input/follow', 'engine/files', 'engine/follow'],
  ],
  terminal: ['format'],
  'explorer/memoize': [],
  'explorer/view': [],
  'explorer/json': ['explorer/view'],
  'explorer/prompt': [],
  'explorer/chart': ['pipeline/', 'query', 'format', 'explorer/memoize', 'explorer/view'],
  'explorer/file-view': ['pipeline/', 'query', 'format'],
  // The state of a tab, which the model holds; all else in the tab works on the model.
  'explorer/tabs/events/layout': ['explorer/view'],
  'explorer/tabs/events/state': ['query', 'explorer/view'],
  'explorer/tabs/sessions/state': ['pipeline/', 'query'],
  'explorer/chips': ['pipeline/', 'query', 'format', 'explorer/model'],
  'explorer/tabs/skipped/state': ['query', 'format', 'explorer/view'],
  'explorer/tabs/states': [
    ...['explorer/file-view', 'explorer/tabs/events/state', 'explorer/tabs/sessions/state'],
    'explorer/tabs/skipped/state',
  ],
  'explorer/tables': [
    ...['schema', 'pipeline/', 'query', 'output/tables', 'format', 'explorer/chart', 'explorer/json'],
    ...['explorer/memoize', 'explorer/tabs/events/layout', 'explorer/tabs/events/state'],
    'explorer/tabs/sessions/state',
    ...['explorer/tabs/skipped/state', 'explorer/view'],
  ],
  'explorer/model': [
    ...['pipeline/', 'query', 'explorer/file-view', 'explorer/prompt', 'explorer/tables'],
    ...['explorer/tabs/states', 'explorer/view'],
  ],
  'explorer/overlays': [
    ...['pipeline/', 'format', 'explorer/memoize', 'explorer/model', 'explorer/tables', 'explorer/view'],
  ],
  'explorer/tabs/tab-spec': [
    ...['pipeline/', 'explorer/model', 'explorer/tables', 'explorer/tabs/states', 'explorer/view'],
  ],
  'explorer/tabs/table-hints': ['explorer/model'],
  'explorer/tabs/scoped-count': ['explorer/model', 'query', 'format', 'explorer/tabs/tab-spec'],
  'explorer/tabs/gap': ['format', 'explorer/model', 'explorer/prompt', 'explorer/tables'],
  'explorer/tabs/original': [
    ...['pipeline/', 'format', 'explorer/file-view', 'explorer/memoize', 'explorer/model'],
    ...['explorer/overlays', 'explorer/tables', 'explorer/tabs/tab-spec', 'explorer/view'],
  ],
  'explorer/tabs/events': [
    ...[
      'pipeline/',
      'query',
      'format',
      'explorer/chart',
      'explorer/json',
      'explorer/memoize',
      'explorer/model',
    ],
    ...['explorer/tables', 'explorer/tabs/events/layout', 'explorer/tabs/events/state', 'explorer/tabs/gap'],
    ...['explorer/tabs/original', 'explorer/tabs/scoped-count', 'explorer/tabs/tab-spec'],
    ...['explorer/tabs/table-hints', 'explorer/view'],
  ],
  'explorer/tabs/skipped': [
    ...['pipeline/', 'query', 'format', 'explorer/chart', 'explorer/model', 'explorer/tables'],
    ...[
      'explorer/tabs/original',
      'explorer/tabs/events',
      'explorer/tabs/skipped/state',
      'explorer/tabs/scoped-count',
    ],
    ...['explorer/tabs/tab-spec', 'explorer/tabs/table-hints', 'explorer/view'],
  ],
  'explorer/tabs/sessions': [
    ...['pipeline/', 'query', 'format', 'explorer/chart', 'explorer/model', 'explorer/tables'],
    ...[
      'explorer/tabs/events',
      'explorer/tabs/gap',
      'explorer/tabs/scoped-count',
      'explorer/tabs/sessions/state',
    ],
    ...['explorer/tabs/tab-spec', 'explorer/tabs/table-hints', 'explorer/view'],
  ],
  'explorer/tabs': [
    ...['explorer/model', 'explorer/overlays', 'explorer/tables', 'explorer/tabs/', 'explorer/view'],
  ],
  'explorer/queries': [
    ...['pipeline/', 'query', 'format', 'explorer/model', 'explorer/tables', 'explorer/tabs'],
    ...['explorer/tabs/events', 'explorer/tabs/sessions', 'explorer/tabs/skipped'],
  ],
  'explorer/commands': [
    ...['schema', 'pipeline/', 'query', 'format', 'explorer/chips', 'explorer/file-view'],
    ...[
      'explorer/model',
      'explorer/overlays',
      'explorer/prompt',
      'explorer/queries',
      'explorer/tables',
      'explorer/tabs/',
      'explorer/view',
    ],
  ],
  'explorer/keys': [
    ...['explorer/chips', 'explorer/commands', 'explorer/model', 'explorer/overlays', 'explorer/prompt'],
    ...['explorer/tables', 'explorer/tabs/', 'explorer/view'],
  ],
  explorer: ['pipeline/result', 'query', 'format', 'explorer/'],
  'ui/components': ['explorer/', 'query', 'format'],
  'ui/overlays': ['explorer/', 'query', 'format', 'ui/components'],
  'ui/tabs': ['explorer/', 'query', 'format', 'ui/components'],
  ui: ['explorer/', 'query', 'format', 'ui/'],
  'app/denied': [],
  'app/memory-words': ['format', 'engine/address-space'],
  'app/errors': ['pipeline/', 'format', 'input', 'app/denied', 'app/memory-words'],
  'app/changed-input': ['format', 'input', 'app/errors'],
  'app/random-seed': [],
  'app/written-format': ['schema', 'format', 'app/errors'],
  'app/table-files': ['schema', 'pipeline/', 'format', 'output/'],
  'app/said-times': ['query', 'format', 'app/errors'],
  'app/narrowing-flags': ['pipeline/', 'query', 'format', 'app/errors', 'app/said-times'],
  'app/parse-values': ['pipeline/', 'format', 'app/errors'],
  'app/arguments': ['format', 'app/errors'],
  'app/containers': ['pipeline/', 'format', 'input', 'input/look', 'app/errors'],
  'app/open-parquet': ['format', 'input', 'input/look', 'engine/parquet', 'app/errors'],
  'app/no-text': ['format', 'input', 'input/look', 'app/errors'],
  'app/open-input': [
    ...['format', 'input', 'input/look', 'engine/decompress', 'app/errors', 'app/containers'],
    ...['pipeline/plan', 'app/no-text', 'app/open-parquet'],
  ],
  'app/open-member': [
    ...['input', 'input/look', 'engine/decompress', 'engine/decompress/archive-error'],
    ...['app/containers', 'app/open-input'],
  ],
  'app/list-archive': [
    ...['format', 'input', 'input/look', 'app/containers', 'app/errors', 'app/no-text', 'app/open-input'],
  ],
  'app/list-archives': [
    ...['input', 'input/look', 'output/sinks', 'engine/files', 'app/containers', 'app/no-text'],
    ...['app/open-input', 'app/open-member', 'app/list-archive', 'app/resolve-input'],
  ],
  'app/flag-table': ['app/arguments'],
  'app/flags': [
    'app/flag-table',
    ...['pipeline/', 'app/arguments', 'app/containers', 'app/errors', 'app/narrowing-flags'],
    ...['app/parse-values', 'app/said-times', 'app/shape-flags', 'app/written-format'],
  ],
  'app/shape-flags': ['schema', 'pipeline/', 'format', 'app/errors'],
  'app/file-texts': [
    ...['pipeline/', 'input', 'input/look', 'output/tables', 'output/sinks', 'engine/files'],
    'app/containers',
  ],
  'app/file-opening': [
    ...['input', 'engine/files', 'app/containers', 'app/file-texts', 'app/no-text', 'app/open-input'],
    'app/open-member',
  ],
  'app/outputs': ['schema', 'input', 'output/', 'app/errors', 'app/written-format'],
  'app/resolve-input': ['input', 'app/errors', 'app/outputs'],
  'app/files-report': [
    ...['pipeline/', 'format', 'input', 'app/changed-input', 'app/errors', 'app/resolve-input'],
  ],
  'app/files-notes': [
    ...['pipeline/', 'format', 'input/look', 'app/containers', 'app/open-input', 'app/resolve-input'],
  ],
  'app/plan-files': ['pipeline/plan', 'input', 'engine/files', 'app/containers', 'app/plan-input'],
  'app/locale': [],
  'app/plan-input': ['pipeline/', 'format', 'input', 'app/errors', 'app/flags'],
  'app/follow-input': [
    ...['pipeline/plan', 'format', 'input', 'input/follow', 'engine/follow', 'app/errors', 'app/plan-input'],
  ],
  'app/followed-listing': [
    ...['pipeline/plan', 'input', 'engine/files', 'engine/follow', 'app/containers', 'app/list-archive'],
    ...['app/list-archives', 'app/plan-input', 'app/resolve-input'],
  ],
  'app/explorer': [
    ...['pipeline/', 'format', 'input', 'input/look', 'output/', 'engine/', 'terminal', 'explorer/', 'ui/'],
    ...['app/errors', 'app/flags', 'app/follow-input', 'app/open-input', 'app/plan-input'],
    ...['app/random-seed', 'app/said-times', 'app/table-files', 'app/written-format', 'input/follow'],
    ...['app/file-opening', 'app/files-notes', 'app/files-report', 'app/plan-files', 'app/resolve-input'],
    ...['app/list-archive', 'app/list-archives', 'app/locale', 'query'],
  ],
  app: [
    ...['schema', 'pipeline/', 'query', 'format', 'input', 'input/follow', 'output/', 'engine/', 'terminal'],
    'app/',
  ],
  cli: ['app'],
};

/** Parts that no other folder may look into, though it may import the folder they are in. */
export const INTERNAL = ['pipeline/kernel'];

/** Files of pipeline/kernel that know addresses in a kernel's memory: only that folder may import them. */
export const KERNEL_INSIDES = ['layout', 'wasm', 'scan-kernel', 'kernels.generated'].map(
  (name) => `source/pipeline/kernel/${name}.ts`,
);

/**
 * Imports against these rules, each to be removed. A comment says what must move first. The test fails when one of them is
 * no longer needed.
 */
export const EXCEPTIONS: readonly string[] = [];

/** Which packages a part may import, or else the folder it is in; `node` means Node's own modules. */
export const MAY_USE: Record<string, readonly string[]> = {
  format: ['string-width'],
  input: ['node'],
  'engine/parquet': ['node', 'hyparquet', 'hyparquet-compressors'],
  'output/formats': ['hyparquet-writer'],
  'output/sinks': ['node'],
  'engine/decompress/codecs': ['node', 'seek-bzip', 'xz-decompress', 'zstddec/stream'],
  engine: ['node'],
  terminal: ['node'],
  'explorer/chart': ['asciichart'],
  explorer: [],
  ui: ['ink', 'ink-table', 'react', 'chalk'],
  app: ['node', 'meow', 'ink'],
};

/** The folders whose code is free of I/O, clock and chance. */
export const PURE_PARTS: readonly string[] = ['schema', 'pipeline', 'format', 'query', 'explorer'];

/** Parts whose subject is CSV files: they write them, offer them, or name their columns and flags. */
export const CSV_PARTS: readonly string[] = ['output', 'app', 'schema', 'explorer'];

/**
 * Files outside these parts that name CSV (docs/decisions/010): two kernels write its rows. All other code handles encoded
 * rows and knows no format.
 */
export const CSV_EXCEPTIONS: readonly string[] = [
  // Know the names of files, and what to tell who has a workbook.
  'source/input/look/look.ts',
  'source/input/look/signatures.ts',
  'source/input/look/text-kinds.ts',
  'source/input/look/zip-documents.ts',
  'source/pipeline/group/kernel-partition.ts',
  'source/pipeline/group/partition.ts',
  'source/pipeline/kernel/fast-path.ts',
  'source/pipeline/kernel/group-kernel.ts',
  'source/pipeline/kernel/layout.ts',
  'source/pipeline/reject/kernel-rejection-rows.ts',
  'source/pipeline/reject/rejection-reporter.ts',
  // Cites a paper about parsers of CSV.
  'source/pipeline/scan/speculative-scan.ts',
  // The names by which people know the ways to write tables, and the reason against a damaged row.
  'source/pipeline/table/table-formats.ts',
  'source/pipeline/validate/reasons.ts',
];

/** What only a host has; the pure parts also run where there is none. */
export const IMPURE = new RegExp(
  `\\b(?:${[
    ...['process', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'Date', 'fetch'],
    ...['Math\\.random', 'require', 'console', 'crypto', 'globalThis', 'navigator'],
  ].join('|')})\\b`,
);
