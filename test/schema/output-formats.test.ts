import { describe, expect, it } from 'vitest';
import { formatLabel, formatOfPath } from '../../source/schema/output-formats.ts';

describe('the ending of an output', () => {
  it.each([
    ['a.csv', 'CSV'],
    ['a.tsv', 'TSV'],
    ['a.json', 'JSON'],
    ['a.jsonl', 'JSON Lines'],
    ['a.ndjson', 'JSON Lines'],
    ['a.parquet', 'Parquet'],
    ['a.csv.gz', 'CSV, gzip'],
    ['a.ndjson.GZ', 'JSON Lines, gzip'],
    ['a.parquet.gz', 'Parquet, gzip'],
    ['A.JSON', 'JSON'],
    ['x.y/a.b.tsv', 'TSV'],
    ['-.jsonl', 'JSON Lines'],
    ['.parquet', 'Parquet'],
    // No promise of any format.
    ['-', 'CSV'],
    ['sessions', 'CSV'],
    ['a.json/sessions', 'CSV'],
    ['/dev/stdout', 'CSV'],
    ['/proc/self/fd/3', 'CSV'],
    ['a.txt', 'CSV'],
    ['a.csv.bak', 'CSV'],
    ['sessions.2024-07-10', 'CSV'],
    ['sessions.gz', 'CSV, gzip'],
    ['csv', 'CSV'],
    ['gz', 'CSV'],
    ['a.', 'CSV'],
  ])('%s is %s', (path, label) => {
    const format = formatOfPath(path);
    expect('notWritten' in format ? format : formatLabel(format)).toBe(label);
  });

  it.each(['xlsx', 'arrow', 'avro', 'db', 'html', 'orc', 'feather', 'sqlite', 'zip', 'xml', 'yaml', 'XLSX'])(
    '.%s is no format that is written, compressed neither',
    (ending) => {
      expect(formatOfPath(`a.${ending}`)).toEqual({ notWritten: `.${ending}` });
      expect(formatOfPath(`a.${ending}.gz`)).toEqual({ notWritten: `.${ending}` });
    },
  );

  it.each(['a.csv.zst', 'a.json.bz2', 'a.csv.xz', 'a.parquet.br'])(
    '%s is compressed as nothing is',
    (path) => {
      expect(formatOfPath(path)).toHaveProperty('notWritten');
    },
  );
});
