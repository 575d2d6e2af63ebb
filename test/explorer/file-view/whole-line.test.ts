import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileReader } from '../../../source/app/explorer/file-reader.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { readFile } from '../../helpers/dataset.ts';
import { sourceOf } from '../../helpers/memory-source.ts';

const MOST = 75_000;

describe('the line that a byte is in', () => {
  it('is all of it, or more than is asked for, whichever of its bytes that is', async () => {
    const lengths = fc.array(fc.constantFrom(0, 1, 50, 65_536, 70_000, 131_071, 200_000), {
      minLength: 1,
      maxLength: 4,
    });
    await check(
      fc.asyncProperty(lengths, fc.double({ min: 0, max: 1, noNaN: true }), async (list, share) => {
        const lines = list.map((length, number) => `${number}${'é'.repeat(length / 2)}`);
        const bytes = bytesOf(lines.join('\n'));
        const byteOffset = Math.floor(share * (bytes.length - 1));
        const number = bytes.subarray(0, byteOffset).filter((byte) => byte === 0x0a).length;
        const line = await new FileReader(sourceOf(bytes)).line(byteOffset, undefined, MOST);
        expect(line?.beginsThere).toBe(true);
        const whole = lines[number];
        const { text = '' } = line ?? {};
        if (bytesOf(whole).length > MOST) expect(bytesOf(text).length).toBeGreaterThan(MOST);
        expect(whole.startsWith(text.replace(/\ufffd$/, ''))).toBe(true);
        if (bytesOf(whole).length <= MOST) expect(text).toBe(whole);
      }),
      30,
    );
  });

  it('is the part of one record in a line of many, and begins after what is too far back', async () => {
    const record = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}';
    const { bytes, dataset } = readFile(`[${record}, ${record}]`);
    const part = await new FileReader(sourceOf(bytes)).line(record.length + 10, dataset, MOST);
    expect(part).toMatchObject({ text: `${record}]`, beginsThere: true });
    const long = bytesOf('x'.repeat(17 * 1024 * 1024));
    const far = await new FileReader(sourceOf(long)).line(long.length - 1, undefined, MOST);
    expect(far?.beginsThere).toBe(false);
    expect(far?.text.length).toBeLessThan(200_000);
  });
});
