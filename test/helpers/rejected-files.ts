import * as fc from 'fast-check';
import { Pipeline, type PipelineSettings, type Rejection } from '../../source/pipeline/index.ts';
import { bytesOf, joined, messyInput, structuralInput } from './arbitraries.ts';

/** Random files with rejections: damaged at any byte, with and without a byte-order mark. */
export const rejectedFiles: fc.Arbitrary<Uint8Array> = fc
  .record({
    byteOrderMark: fc.constantFrom('', '\ufeff'),
    inputs: fc.oneof(
      fc.array(messyInput, { maxLength: 5 }).map((inputs) => inputs.map(({ bytes }) => bytes)),
      structuralInput.map(({ bytes }) => [bytes]),
    ),
  })
  .map(({ byteOrderMark, inputs }) => joined(bytesOf(byteOrderMark), ...inputs));

/** The rejections of a file as the pipeline reports them to the batch command. */
export function reportedRejections(
  input: string | Uint8Array,
  settings: Partial<PipelineSettings> = {},
): Rejection[] {
  const reported: Rejection[] = [];
  const pipeline = new Pipeline(settings, (rejection) => reported.push(rejection));
  pipeline.push(typeof input === 'string' ? bytesOf(input) : input);
  pipeline.finish();
  return reported;
}
