import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../../source/pipeline/pipeline.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { eventLine } from '../../helpers/dataset.ts';

describe('a dataset', () => {
  it('is done when all its events are grouped, and loading before that', () => {
    const pipeline = new Pipeline();
    pipeline.push(bytesOf(eventLine('1', '2024-07-10T10:00:00Z', '"login"')));
    const looks = [];
    for (const _ of pipeline.finishInSteps()) looks.push(pipeline.dataset());
    expect(looks.length).toBeGreaterThan(0);
    for (const { state } of looks) expect(state).toEqual({ kind: 'loading' });
    expect(pipeline.dataset()).toMatchObject({ state: { kind: 'done' }, grouping: { eventCount: 1 } });
  });

  it('holds a short record as soon as it ends, in however many chunks it arrives', () => {
    const pipeline = new Pipeline();
    const record = JSON.stringify({ user_id: 1, event_time: '2024-07-10', event_type: 'view' }, undefined, 2);
    for (const byte of bytesOf(record)) pipeline.push(Uint8Array.of(byte));
    expect(pipeline.dataset().store.count).toBe(1);
  });

  it('accepts no bytes once finishing has begun', () => {
    const pipeline = new Pipeline();
    pipeline.finishInSteps().next();
    expect(() => pipeline.push(bytesOf('{}'))).toThrow('finished');
    expect(() => pipeline.finish()).toThrow('finished');
  });
});
