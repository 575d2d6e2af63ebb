import { type Band, stackedBands } from '../view/screen-layout.ts';

/**
 * The parts of Fields in a body: a title, the list with its header, the whole key under the cursor, the choice, and its
 * outcome.
 */
interface FieldsLayout {
  readonly title: Band;
  readonly header: Band;
  readonly list: Band;
  readonly whole: Band;
  readonly chosen: Band;
  readonly outcome: Band;
}

/** Below these heights the outcome, the header, the title, the choice, and the key under the cursor give way to keys. */
const OUTCOME_ROWS = 2;
const HEADER_ROWS = 3;
const TITLE_ROWS = 7;
const CHOSEN_ROWS = 9;
const WHOLE_ROWS = 11;

/** `bodyHeight`: rows of the body. */
export function fieldsLayout(bodyHeight: number): FieldsLayout {
  const title = bodyHeight >= TITLE_ROWS ? 1 : 0;
  const header = bodyHeight >= HEADER_ROWS ? 1 : 0;
  const whole = bodyHeight >= WHOLE_ROWS ? 1 : 0;
  const chosen = bodyHeight >= CHOSEN_ROWS ? 1 : 0;
  const outcome = bodyHeight >= OUTCOME_ROWS ? 1 : 0;
  const list = Math.max(0, bodyHeight - title - header - whole - chosen - outcome);
  return stackedBands({ title, header, list, whole, chosen, outcome });
}
