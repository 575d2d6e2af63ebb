import { describe, expect, it } from 'vitest';
import { FrameSchedule } from '../../source/app/explorer/frame-schedule.ts';

/** Spec section 15: keys are answered in 16 ms while the file grows. */
describe('a frame', () => {
  it('for a key waits for the last key to be seen, and not for what the file or answers have drawn', () => {
    const schedule = new FrameSchedule();
    expect(schedule.want('input', 0)).toBe(0);
    schedule.drawn(0);
    for (const [cause, now] of [
      ['answer', 20],
      ['news', 40],
    ] as const) {
      expect(schedule.want(cause, now)).toBe(0);
      schedule.drawn(now);
      expect(schedule.want('input', now + 1)).toBe(0);
      schedule.drawn(now + 1);
      expect(schedule.want('input', now + 2)).toBe(15);
      schedule.drop();
    }
  });

  it('for the file waits for any other to be seen, one for an answer not for those for the file', () => {
    const schedule = new FrameSchedule();
    schedule.want('answer', 0);
    schedule.drawn(0);
    expect(schedule.want('news', 6)).toBe(10);
    schedule.drawn(16);
    expect(schedule.want('answer', 17)).toBe(0);
    schedule.drawn(17);
    expect(schedule.want('answer', 18)).toBe(15);
  });

  it('that is due comes sooner for a more urgent cause alone', () => {
    const schedule = new FrameSchedule();
    schedule.drawn(0);
    schedule.want('news', 30);
    schedule.drawn(30);
    expect(schedule.want('news', 31)).toBe(15);
    expect(schedule.want('news', 32)).toBeUndefined();
    expect(schedule.want('input', 33)).toBe(0);
    expect(schedule.want('answer', 33)).toBeUndefined();
    expect(schedule.want('input', 33)).toBeUndefined();
  });
});
