import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take seconds: they start processes, or try thousands of files. */
const SLOW = /\/test\/(?:properties|engine|e2e|app)\/|\/test\/conformance\.test/;

/** Fast ones first, so that what is wrong is mostly known at once; of the others the large ones first. */
class FastFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      SLOW.test(moduleId) ? 1 / statSync(moduleId).size : 0;
    return files.toSorted((a, b) => rank(b) - rank(a)).reverse();
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['kernel/build.mjs'],
    testTimeout: 60_000,
    // What is loaded is loaded once, not for each file: a third of the time. Files leave nothing behind that others see.
    isolate: false,
    // Of two cores it would leave one idle.
    maxWorkers: 2,
    sequence: { sequencer: FastFirst },
  },
});
