import { afterEach, describe, expect, it } from 'vitest';
import { foreignLocale } from '../../source/app/locale.ts';
import { closeTerminals, openTerminal } from '../helpers/terminal.ts';

afterEach(closeTerminals);

describe('a locale', () => {
  it.each([
    [{}, undefined],
    [{ LANG: '' }, undefined],
    [{ LANG: 'C.UTF-8' }, undefined],
    [{ LANG: 'de_DE.utf8' }, undefined],
    [{ LC_ALL: '', LC_CTYPE: 'UTF-8', LANG: 'C' }, undefined],
    [{ LANG: 'C' }, 'LANG=C'],
    [{ LC_ALL: 'de_DE.ISO-8859-1', LANG: 'de_DE.UTF-8' }, 'LC_ALL=de_DE.ISO-8859-1'],
    [{ LC_CTYPE: 'ja_JP.eucJP', LANG: 'C.UTF-8' }, 'LC_CTYPE=ja_JP.eucJP'],
  ])('%j is foreign as %s', (environment, named) => {
    expect(foreignLocale(environment)).toBe(named);
  });

  it('that is not UTF-8 draws the explorer in ASCII, and a message says so', async () => {
    const terminal = await openTerminal({ env: { LANG: undefined, LC_ALL: 'C' } });
    await terminal.untilShows('LC_ALL=C is not UTF-8');
    await terminal.untilShows('Total events');
    expect(terminal.text()).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('that is not UTF-8 gets no byte that an 8-bit terminal could take for a control', async () => {
    const terminal = await openTerminal({ env: { LANG: undefined, LC_ALL: 'C' }, columns: 200 });
    await terminal.untilShows('Total events');
    // The sample has texts beyond ASCII: a page, a type.
    terminal.press('3');
    await terminal.untilShows('/sale/?t?');
    expect(terminal.output()).toMatch(/^[\0-\x7f]*$/);
  });
});
