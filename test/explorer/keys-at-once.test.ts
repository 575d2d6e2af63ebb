import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableName } from '../../source/explorer/tables/registry.ts';
import type { TableState } from '../../source/explorer/tables/table-state.ts';
import { check } from '../helpers/check.ts';
import { DAMAGED, FEW } from '../helpers/explored-files.ts';
import { Explorer } from '../helpers/explorer.ts';

/** Keys that come at once, before anything that they ask for is answered, act as they do one after the other. */

/** What is looked at, in which order, and where the cursors of the shown tab are: others wait until they are shown. */
function placeOf({ model }: Explorer): unknown {
  const { tab, scope, tabs, tables, prompt, overlay } = model;
  const { skipped, events, sessions } = tabs;
  const ofTab = {
    sessions: [sessions.view],
    skipped: [
      skipped.pane,
      skipped.pane === 'reasons' && skipped.reasons.cursor,
      [...skipped.unfolded],
      skipped.strays,
    ],
    events: [
      events.pane,
      events.pane === 'types' && events.types.cursor,
      events.cursor?.seconds,
      events.record?.event,
    ],
    original: [],
  };
  const table = { sessions: sessions.view, skipped: 'rejections', events: 'events', original: undefined }[
    tab
  ];
  return {
    tab,
    scope,
    prompt: prompt?.text,
    overlay: overlay?.kind,
    reason: skipped.narrowed,
    ofTab: ofTab[tab],
    // Cast: these are names of tables.
    table: table && rowsOf(tables[table as TableName]),
  };
}

function rowsOf({ viewport, sort, shown }: TableState): unknown {
  return [viewport.cursor, sort, shown?.rowCount];
}

/**
 * What changes lists is followed by a move to an end of the new one: where the cursor is that no key has moved depends on
 * which lists came meanwhile.
 */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(
        ...['u c i d enter G', 'u a n n enter w G k', '& t y p e = v i e w enter g j', '& enter G k'],
        ...[': 9 . . 1 1 enter g', 'd G', '3 t j x w G', '3 t G enter w g', '+ G', '- g', '] g', '[ G'],
        ...['2 + j + j', '2 w g enter G', 'U g j enter G'],
      )
      .map((keys) => keys.split(' ')),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(...'1 2 3 w j k G g enter l ) ( * v } {'.split(' ')).map((key) => [key]),
  },
);

async function untilLast(text: string, keys: readonly string[], isAtOnce: boolean): Promise<Explorer> {
  const explorer = await Explorer.of(text);
  for (const key of keys) {
    if (isAtOnce) explorer.send({ kind: 'key', key });
    else await explorer.press(key);
  }
  return explorer.settle();
}

describe('keys that come at once', () => {
  it('act as one after the other', async () => {
    const steps = fc.array(step, { minLength: 2, maxLength: 8 });
    await check(
      fc.asyncProperty(fc.constantFrom(FEW, DAMAGED, FEW + DAMAGED), steps, async (text, keys) => {
        const slow = await untilLast(text, keys.flat(), false);
        const fast = await untilLast(text, keys.flat(), true);
        expect(placeOf(fast)).toEqual(placeOf(slow));
      }),
      300,
    );
  });
});
