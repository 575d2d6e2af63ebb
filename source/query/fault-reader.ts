import { type ReadRecord, rejectionExplainer } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { windowedReads } from '../pipeline/text/byte-reads.ts';

/** The kind and the value of a fault: see RejectionFault. */
interface ReadFault {
  readonly kind: string;
  readonly value: string;
}

/**
 * Returns what reads the fault of a rejection, by number, from its record. If the bytes of the record are gone, the
 * kind says so.
 */
export function faultReader(dataset: Dataset, readRecord: ReadRecord): (row: number) => ReadFault {
  const explain = rejectionExplainer(dataset, windowedReads(readRecord));
  // A kind and a value are asked for one after the other.
  let lastRow = -1;
  let last: ReadFault = { kind: '', value: '' };
  return (row) => {
    if (row === lastRow) return last;
    const { fault, detail } = explain(row);
    lastRow = row;
    last = fault ?? { kind: detail, value: '' };
    return last;
  };
}
