import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { eventLine } from '../../helpers/dataset.ts';

describe('a dataset', () => {
  it('is finished once all its events are grouped, and not before for one who looks in between', () => {
    const pipeline = new Pipeline();
    pipeline.push(bytesOf(eventLine('1', '2024-07-10T10:00:00Z', '"login"')));
    const looks = [];
    for (const _ of pipeline.finishInSteps()) looks.push(pipeline.dataset());
    expect(looks.length).toBeGreaterThan(0);
    for (const { finished } of looks) expect(finished).toBe(false);
    expect(pipeline.dataset()).toMatchObject({ finished: true, grouping: { eventCount: 1 } });
  });

  it('takes no more bytes once it is being finished', () => {
    const pipeline = new Pipeline();
    pipeline.finishInSteps().next();
    expect(() => pipeline.push(bytesOf('{}'))).toThrow('finished');
    expect(() => pipeline.finish()).toThrow('finished');
  });
});
