import { type Dataset, endState } from '../../pipeline/result/dataset.ts';
import { errorWithCode } from '../../pipeline/scan/read-failure.ts';
import { plainMessage } from '../errors.ts';

/** Returns the dataset with its failures in plain words, if the input, or one of several files, could not be read. */
export function withPlainFailure(dataset: Dataset, name: string): Dataset {
  const { state, fileTally, files } = dataset;
  const failures = fileTally.failures.map(({ file, failure }) => ({
    file,
    failure: {
      ...failure,
      message: plainReason(failure.message, failure.code, files.names?.[file] ?? name),
    },
  }));
  const withFailures =
    failures.length === 0 ? dataset : { ...dataset, fileTally: { ...fileTally, failures } };
  if (state.kind !== 'failed') return withFailures;
  const { message, code } = state.failure;
  const [first] = failures;
  const plain = first?.failure.message ?? plainReason(message, code, name);
  return { ...withFailures, state: endState({ ...state.failure, message: plain }) };
}

/** Returns in plain words why a file could not be read. `code`: of a system error. */
export function plainReason(message: string, code: string | undefined, name: string): string {
  return plainMessage(errorWithCode(message, code), 'cannot read', name);
}
