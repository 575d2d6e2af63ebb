import { describe, expect, it } from 'vitest';
import { formatAddress, formatRecordTitle, recordTitleInCells } from '../../source/format/address.ts';

describe('an address', () => {
  it('shows line and byte offset', () => {
    expect(formatAddress({ line: 1234, byteOffset: 56789 })).toBe('line 1,234  @56,789');
  });

  it('shows the byte offset alone if the line is not known', () => {
    expect(formatAddress({ line: undefined, byteOffset: 56789 })).toBe('@56,789');
  });

  it('follows the number of the record that begins there', () => {
    expect(formatRecordTitle(1000, { line: 1234, byteOffset: 56789 })).toBe('event 1,000, line 1,234');
  });

  it.each([
    [40, 'event 1,234, logs/2024/eu/day.json:56   '],
    [30, 'event 1,234, …4/eu/day.json:56'],
    [16, 'event 1,234, …56'],
    [8, 'event 1…'],
  ])('after the number of a record keeps its end, the line, in %i cells', (width, shown) => {
    const title = formatRecordTitle(1234, { line: 56, byteOffset: 9, name: 'logs/2024/eu/day.json' });
    expect(recordTitleInCells(title, width, '…')).toBe(shown);
  });
});
