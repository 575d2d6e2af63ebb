import { describe, expect, it } from 'vitest';
import { lacksKey } from '../../../source/pipeline/plan/absent-keys.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';

const lacks = (text: string, ...keys: string[]): boolean => lacksKey(encodeUtf8(text), keys);

describe('a text in which a key is nowhere', () => {
  it('is known where a name of one spelling is missing', () => {
    expect(lacks('{"user": 1, "event_time": "x"}', 'user_id', 'event_time')).toBe(true);
    expect(lacks('{"user_id": 1, "event_time": "é"}', 'user_id', 'event_time')).toBe(false);
  });

  it('is not known where the key may be written in another way, or be one of several', () => {
    expect(lacks('{"user\\u005fid": 1}', 'user_id')).toBe(false);
    expect(lacks('{"user": 1}', 'user_id,uid')).toBe(false);
    expect(lacks('{"user": 1}', 'user.id')).toBe(false);
    expect(lacks('{"user": 1}', 'none')).toBe(false);
  });
});
