import { describe, expect, it } from 'vitest';
import { hintTexts } from '../../../source/explorer/keys/hints.ts';
import { keyLabel } from '../../../source/explorer/keys/key-labels.ts';
import { KEYS } from '../../../source/explorer/keys/key-table.ts';
import { DAMAGED } from '../../helpers/explored-files.ts';
import { Explorer } from '../../helpers/explorer.ts';

const PLACES: readonly (readonly string[])[] = [
  ['1'],
  ['2'],
  ['2', 'w'],
  ['3'],
  ['4'],
  ['?'],
  ['i'],
  ['3', 'enter'],
  ['3', 'u'],
  ['3', 't'],
];

describe('the hints', () => {
  it.each(PLACES)('name keys that there are, as many as fit (%s %s)', async (...keys) => {
    const explorer = await Explorer.of(DAMAGED);
    await explorer.press(...keys.filter((key) => key !== undefined));
    const labels = KEYS.map((binding) => keyLabel(binding.keys[0], false));
    for (let width = 16; width <= 120; width++) {
      const hints = hintTexts(explorer.model, width);
      expect(hints.length).toBeGreaterThan(0);
      expect(labels).toEqual(expect.arrayContaining(hints.flatMap(({ key }) => key.split(' '))));
      const text = hints.map(({ key, label }) => `${key} ${label}`).join('  ');
      expect(text.length).toBeLessThanOrEqual(width);
    }
  });

  it('say what Enter does, how to go back where there is a way back, and how to leave', async () => {
    const explorer = await Explorer.of(DAMAGED);
    const labels = (): string[] => hintTexts(explorer.model, 80).map(({ label }) => label);
    expect(labels()[0]).toBe('its events');
    expect(labels()).not.toContain('back');
    expect(labels().slice(-2)).toEqual(['help', 'quit']);
    await explorer.press('enter');
    expect(labels()[0]).toBe('record');
    expect(labels()).toContain('back');
    // The record has a word of its own for it.
    await explorer.press('enter');
    expect(labels()).toContain('close');
    expect(labels()).not.toContain('back');
  });

  it.each(['?', 'i'])('say that %s scrolls only where there is more than the screen shows', async (key) => {
    const small = await Explorer.of(DAMAGED, { columns: 80, rows: 14, keys: [key] });
    expect(hintTexts(small.model, 80).map(({ label }) => label)).toContain('scroll');
    const large = await Explorer.of(DAMAGED, { columns: 120, rows: 60, keys: [key] });
    expect(hintTexts(large.model, 120)[0]).toEqual({ key: 'Esc', label: 'back' });
    expect(hintTexts(large.model, 120).map(({ label }) => label)).not.toContain('scroll');
  });
});
