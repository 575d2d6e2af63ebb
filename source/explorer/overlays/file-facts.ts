import { filesLeftOut } from '../../format/files-left-out.ts';
import { formatCount, formatCounted } from '../../format/human-format.ts';
import type { Dataset } from '../../pipeline/result/dataset.ts';
import { fileCounts } from '../../pipeline/result/file-counts.ts';
import type { Fact } from './fact.ts';

/** The most files that are listed: a list of ten thousand is too long to read. */
const MOST_LISTED = 1000;

/** Facts about several files: how many were read, each with its numbers, and what became of the others. */
export function fileFacts(dataset: Dataset): readonly Fact[] {
  const { files, fileTally } = dataset;
  if (!files.areSeveral) return [];
  const left = filesLeftOut(fileTally);
  const leftOut = left.length > 0 ? `, left out: ${left.join(', ')}` : '';
  const facts: Fact[] = [['files', `${formatCounted(files.readCount, 'file')} read${leftOut}`]];
  const { failed, failures } = fileTally;
  // The message names the file.
  for (const { failure } of failures) facts.push(['not read', failure.message]);
  const unnamed = failed - failures.length;
  if (unnamed > 0) facts.push(['not read', `${formatCounted(unnamed, 'file')} more`]);
  for (const { name, records, skippedEvents } of fileCounts(dataset, MOST_LISTED)) {
    const rejected = skippedEvents > 0 ? `, ${formatCount(skippedEvents)} rejected` : '';
    facts.push(['', `${name}: ${formatCounted(records, 'record')}${rejected}`]);
  }
  const more = files.readCount - MOST_LISTED;
  if (more > 0) facts.push(['', `and ${formatCounted(more, 'file')} more`]);
  return facts;
}
