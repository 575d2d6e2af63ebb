import { type ReadRecord, rejectionExplainer } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { windowedReads } from '../pipeline/text/byte-reads.ts';

/** The kind and the value of a fault: see RejectionFault. */
interface ReadFault {
  readonly kind: string;
  readonly value: string;
}

/**
 * Returns what reads the fault of a rejection, by number, from its record; of one whose bytes are gone, that these are.
 */
export function faultReader(dataset: Dataset, readRecord: ReadRecord): (row: number) => ReadFault {
  const explain = rejectionExplainer(dataset, windowedReads(readRecord));
  return (row) => {
    const { fault, detail } = explain(row);
    return fault ?? { kind: detail, value: '' };
  };
}
