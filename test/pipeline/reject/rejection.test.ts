import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  describeRejection,
  Pipeline,
  REASONS,
  type Rejection,
} from '../../../source/pipeline/index.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';

function rejectionsOf(text: string, settings = {}): Rejection[] {
  const found: Rejection[] = [];
  const pipeline = new Pipeline(settings, (rejection) => found.push(rejection));
  pipeline.push(encodeUtf8(text));
  pipeline.finish();
  return found;
}

const TIME = '"event_time": "2024-07-10T10:00:00Z"';

describe('a rejection names', () => {
  it.each([
    [`{${TIME}, "event_type": "x"}`, 'missing_key_or_bad_schema', 'user_id is missing'],
    [`{"user_id": 1, "event_type": "x"}`, 'missing_key_or_bad_schema', 'event_time is missing'],
    [`{"user_id": 1, ${TIME}}`, 'missing_key_or_bad_schema', 'event_type is missing'],
    [
      `{"user_id": 1.5, ${TIME}, "event_type": "x"}`,
      'missing_key_or_bad_schema',
      'user_id is 1.5, not an integer or a string that is not blank',
    ],
    [
      `{"user_id": 1, ${TIME}, "event_type": null}`,
      'missing_key_or_bad_schema',
      'event_type is null, not a string, a number, true or false',
    ],
    ['{"user_id": 1, "event_time": 17, "event_type": "x"}', 'event_time not a string', '17 is a number'],
    [
      '{"user_id": 1, "event_time": 1714726800000, "event_type": "x"}',
      'event_time not a string',
      '1714726800000 is a number, of milliseconds since 1970 perhaps (--time-format epoch-ms)',
    ],
    ['{"user_id": 1, "event_time": null, "event_type": "x"}', 'event_time not a string', 'null is no string'],
    ['{"user_id": 1, "event_time": " ", "event_type": "x"}', 'event_time empty', "' ' is blank"],
    ['{"user_id": 1, "event_time": "bad_ts", "event_type": "x"}', 'invalid ISO-8601', "'bad_ts' is no date"],
    [
      '{"user_id": 1, "event_time": "\u00a02024-07-10", "event_type": "x"}',
      'invalid ISO-8601',
      "'<U+00A0>2024-07-10' is no date",
    ],
    [
      '{"user_id": 1, "event_time": "\\t2024-07-10T11:45:00\\u2003Z", "event_type": "x"}',
      'invalid ISO-8601',
      "'␉2024-07-10T11:45:00<U+2003>Z' has '<U+2003>' at character 21, where an offset or the end should be",
    ],
    [
      '{"user_id": 1, "event_time": "2024-07-10\u007f", "event_type": "x"}',
      'invalid ISO-8601',
      "'2024-07-10␡' has '␡' at character 11, not T or one space, after its date",
    ],
  ])('what is wrong with %s', (text, code, detail) => {
    expect(rejectionsOf(text)).toMatchObject([{ code, detail }]);
  });

  it.each([
    ['{"a": }', "expected a value, found '}' at line 1, column 7"],
    ['{"a": 1 "b": 2}', `expected ',' or '}', found '"' at line 1, column 9`],
    ['{"a": [1 2]}', "expected ',' or ']', found '2' at line 1, column 10"],
    ['{"a" 1}', "expected ':', found '1' at line 1, column 6"],
    ['{a: 1}', "expected a key in double quotes or '}', found 'a' at line 1, column 2"],
    ['{"a": 1,}', "expected a key in double quotes, found '}' at line 1, column 9"],
    ['{"a": 01}', "expected ',' or '}', found '1' at line 1, column 8"],
    ['{"a": "\\q"}', "expected one of \"\\/bfnrtu after a backslash, found 'q' at line 1, column 9"],
    ['{"a": "\\u12"}', "expected four hexadecimal digits after \\u, found '\"' at line 1, column 12"],
    ['{"a": 1', "expected ',' or '}', found the end of the record at line 1, column 8"],
    ['{"a": 1\u00a0}', "expected ',' or '}', found '<U+00A0>' at line 1, column 8"],
    ['\n\n [{"a":\n    {"b": tru}}]', "expected a value, found 't' at line 4, column 11"],
  ])('where the JSON of %j breaks, as a place in the file', (text, detail) => {
    expect(rejectionsOf(text)).toMatchObject([{ code: 'json_decode_error', detail }]);
  });

  it('the record by number, line and byte offset', () => {
    expect(rejectionsOf('\ufeffé\n  {"a": 1}\n{}')).toMatchObject([
      { recordNumber: 1, line: 2, byteOffset: 8, byteLength: 8, raw: '{"a": 1}' },
      { recordNumber: 2, line: 3, byteOffset: 17, byteLength: 2, raw: '{}' },
    ]);
  });

  it('the values that could be read, decoded, and nothing of broken JSON', () => {
    expect(rejectionsOf('{"user_id": "\\u00e9", "event_time": "no", "event_type": true}')).toMatchObject([
      { userId: 'é', eventTime: 'no', eventType: 'true' },
    ]);
    expect(rejectionsOf('{"user_id": 1, }')).toMatchObject([{ userId: '', eventTime: '', eventType: '' }]);
  });

  it('at most 300 characters of text and values, none of them cut in two', () => {
    const [{ raw, userId }] = rejectionsOf(
      `{"user_id": "${'😀'.repeat(400)}", "event_time": 0, "event_type": 1}`,
    );
    expect([...raw]).toHaveLength(300);
    expect([...userId]).toHaveLength(300);
    expect(userId).toBe('😀'.repeat(300));
  });

  it('what can be read of a record that is too long to be held', () => {
    const text = `{"user_id": 7, "event_type": "x", "pad": "${'y'.repeat(500)}"}`;
    expect(rejectionsOf(text, { maxRecordBytes: 100 })).toMatchObject([
      {
        code: 'record_too_long',
        userId: '7',
        eventType: 'x',
        byteLength: text.length,
        raw: text.slice(0, 100),
      },
    ]);
  });

  it('the keys of the settings', () => {
    expect(rejectionsOf('{"user_id": 1}', { userKey: 'uid' })).toMatchObject([{ detail: 'uid is missing' }]);
  });
});

describe('a rejection read again later', () => {
  it('is described in the same words, from its bytes alone', () => {
    const text = '{"user_id": 1,\n "event_time": tomorrow}';
    const [rejection] = rejectionsOf(text);
    const bytes = encodeUtf8(text);
    const { recordNumber, line, byteOffset, byteLength } = rejection;
    const place = {
      recordNumber,
      line,
      byteOffset,
      byteLength,
      bytes,
      from: 0,
      to: bytes.length,
      lineStart: 0,
    };
    const reason = REASONS.findIndex(({ code }) => code === rejection.code);
    expect(describeRejection(DEFAULT_SETTINGS, place, reason)).toEqual(rejection);
  });
});
