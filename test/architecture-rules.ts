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
  launch: ['node'],
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
  'source/input/look/text-rules.ts',
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
