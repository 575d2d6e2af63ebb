import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { DescribedRejection } from './table-spec.ts';

/**
 * Returns the bytes of the input at which a rejection is at fault, none of them for what is missing at `fromByteOffset`;
 * undefined while that is not known, and for a record in a string, of which only the decoded text has the place.
 */
export function faultPlace(
  { rejections }: Pick<Dataset, 'rejections'>,
  rejection: number,
  described: DescribedRejection | undefined,
): { readonly fromByteOffset: number; readonly toByteOffset: number } | undefined {
  const fault = described?.fault;
  if (fault?.isInInput !== true) return undefined;
  const byteOffset = rejections.byteOffsetOf(rejection);
  return { fromByteOffset: byteOffset + fault.from, toByteOffset: byteOffset + fault.to };
}
