/** Whether the tests run in full, as `npm run test:full` does: with more inputs, and with what takes long. */
export const IS_FULL = Number(process.env.FUZZ_FACTOR ?? 0) > 1;
