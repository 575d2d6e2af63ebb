import { BACKSLASH, indexOfByte } from '../pipeline/bytes.ts';
import type { FieldSpan } from '../pipeline/json-reader.ts';
import { JSON_DECODE_ERROR, REASONS, RECORD_TOO_LONG } from '../pipeline/reasons.ts';
import { RecordText } from '../pipeline/record-text.ts';
import { KEPT_CHARACTERS, type RejectedPlace, reasonText } from '../pipeline/rejection.ts';
import type { PipelineSettings } from '../pipeline/settings.ts';
import { RecordValidator } from '../pipeline/validate.ts';
import type { CsvRows } from './csv-rows.ts';

/**
 * Rows of rejected records that are ASCII, without an escape in a value, as most are: copied from byte to byte. The
 * same rows as `rejectionRow` makes of the record's texts (test/properties), in half the time.
 */
export class PlainRejectionRows {
  private readonly validator: RecordValidator;
  private readonly text = new RecordText();

  constructor(
    settings: PipelineSettings,
    private readonly csv: CsvRows,
  ) {
    this.validator = new RecordValidator(settings);
  }

  /** Puts the row behind those there are, and answers true; or does nothing, where the record is not that plain. */
  write({ event, line, byteOffset, bytes, from, to, lineStart }: RejectedPlace, code: number): boolean {
    const { validator, text, csv } = this;
    const rawTo = Math.min(to, from + KEPT_CHARACTERS);
    if (code === RECORD_TOO_LONG || !isAscii(bytes, from, rawTo)) return false;
    validator.validate(bytes, from, to);
    const fields = code === JSON_DECODE_ERROR ? NO_FIELDS : validator.fields;
    if (!fields.every((field) => isPlain(bytes, field))) return false;
    text.look(bytes);
    const detail = validator.detail(text, from, to, code, line, lineStart);
    csv.integer(event);
    csv.text(reasonText({ code: REASONS[code].code, detail }));
    for (const field of fields) {
      const quotes = field.kind === 'string' ? 1 : 0;
      if (field.kind === 'missing') csv.empty();
      else csv.field(bytes, field.from + quotes, field.to - quotes);
    }
    csv.field(bytes, from, rawTo);
    csv.integer(line);
    csv.integer(byteOffset);
    csv.endRow();
    return true;
  }
}

const NO_FIELDS: readonly FieldSpan[] = Array.from({ length: 3 }, () => ({
  kind: 'missing',
  from: 0,
  to: 0,
}));

function isPlain(bytes: Uint8Array, { kind, from, to }: FieldSpan): boolean {
  if (kind === 'missing') return true;
  if (to - from > KEPT_CHARACTERS) return false;
  return isAscii(bytes, from, to) && (kind !== 'string' || indexOfByte(bytes, BACKSLASH, from, to) < 0);
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  let all = 0;
  for (let at = from; at < to; at++) all |= bytes[at];
  return all < 0x80;
}
