import { type Band, stackedBands } from '../../view/screen-layout.ts';

/** The parts of Sessions in a body: the summary of the sessions, then the table. */
interface SessionsLayout {
  readonly summary: Band;
  readonly table: Band;
}

/** Below this height the summary gives way to a session. */
const SUMMARY_ROWS = 6;

/** `bodyHeight`: rows of the body. */
export function sessionsLayout(bodyHeight: number): SessionsLayout {
  const summary = bodyHeight >= SUMMARY_ROWS ? 1 : 0;
  return stackedBands({ summary, table: Math.max(0, bodyHeight - summary) });
}
