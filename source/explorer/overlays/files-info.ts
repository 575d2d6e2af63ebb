import { filesLeftOut } from '../../format/files-left-out.ts';
import { formatCount, formatCounted } from '../../format/human-format.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { fileCounts } from '../../pipeline/result/file-counts.ts';

/** The most files that are listed: a list of ten thousand is too long to read. */
const MOST_LISTED = 1000;

/** Facts about several files: how many were read, each with its numbers, and what became of the others. */
export function filesInfo(dataset: Dataset): readonly [name: string, value: string][] {
  const { files, fileTally } = dataset;
  if (!files.areSeveral) return [];
  const { failed, failures } = fileTally;
  const left = filesLeftOut(fileTally);
  const listed = Math.min(MOST_LISTED, files.readCount);
  const numbers = fileCounts(dataset, MOST_LISTED).map(
    ({ name, records, skippedEvents }): [string, string] => {
      const rejected = skippedEvents > 0 ? `, ${formatCount(skippedEvents)} rejected` : '';
      return ['', `${name}: ${formatCounted(records, 'record')}${rejected}`];
    },
  );
  const more = files.readCount - listed;
  return [
    [
      'files',
      `${formatCounted(files.readCount, 'file')} read${left.length > 0 ? `, left out: ${left.join(', ')}` : ''}`,
    ],
    // The message names the file.
    ...failures.map(({ failure }): [string, string] => ['not read', failure.message]),
    ...(failed > failures.length
      ? [['not read', `${formatCounted(failed - failures.length, 'file')} more`] as [string, string]]
      : []),
    ...numbers,
    ...(more > 0 ? [['', `and ${formatCounted(more, 'file')} more`] as [string, string]] : []),
  ];
}
