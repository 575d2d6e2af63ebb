import { expect, it } from 'vitest';
import { Explorer } from '../helpers/explorer.ts';
import { linesOf, onTerminalWithColours } from './frames.tsx';

onTerminalWithColours(0);

const REJECTED = '{"user_id": 2, "event_time": "never", "event_type": "view"}\n';

it('the header of the reasons is bold without colour, as that of every list is', async () => {
  const { model } = await Explorer.of(REJECTED, { columns: 120, rows: 40, keys: ['2'] });
  const bold = linesOf(model).filter((line) => line.includes('\u001b[1m'));
  expect(bold.find((line) => line.includes('where in the file'))).toBeDefined();
  expect(bold.find((line) => line.includes('what is wrong'))).toBeDefined();
});
