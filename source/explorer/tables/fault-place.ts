import type { Dataset } from '../../pipeline/result/dataset.ts';
import type { DescribedRejection } from './table-spec.ts';

/**
 * Returns the bytes of the input that are at fault in a rejection: none, at `fromByteOffset`, if something is missing there.
 * Undefined while that is not known, and for a record in a string, where only its decoded text has a place.
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
