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

/** Below these heights the title, the choice, and the key under the cursor give way to keys. */
const TITLE_ROWS = 7;
const CHOSEN_ROWS = 9;
const WHOLE_ROWS = 11;

/** `bodyHeight`: rows of the body. */
export function fieldsLayout(bodyHeight: number): FieldsLayout {
  const heights = {
    title: bodyHeight >= TITLE_ROWS ? 1 : 0,
    header: bodyHeight >= 3 ? 1 : 0,
    whole: bodyHeight >= WHOLE_ROWS ? 1 : 0,
    chosen: bodyHeight >= CHOSEN_ROWS ? 1 : 0,
    outcome: bodyHeight >= 2 ? 1 : 0,
  };
  const { title, header, whole, chosen, outcome } = heights;
  const list = Math.max(0, bodyHeight - title - header - whole - chosen - outcome);
  const band = stackedBands();
  return {
    title: band(title),
    header: band(header),
    list: band(list),
    whole: band(whole),
    chosen: band(chosen),
    outcome: band(outcome),
  };
}
