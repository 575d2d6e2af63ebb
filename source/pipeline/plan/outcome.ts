import type { PipelineSettings } from '../settings.ts';
import { decodeUtf8 } from '../text/bytes.ts';
import { compileFields } from '../validate/fields.ts';
import { RecordValidator, VALID } from '../validate/validate.ts';
import type { Outcome, Sample } from './plan.ts';

/** Returns what some settings give on a sample: its records are read as in a run, one by one. */
export function outcomeOf({ bytes, from, to }: Sample, settings: PipelineSettings): Outcome {
  const validator = new RecordValidator(compileFields(settings));
  const users = new Set<string>();
  let events = 0;
  for (let record = 0; record < from.length; record++) {
    if (validator.validate(bytes, from[record], to[record]) !== VALID) continue;
    events++;
    const { user } = validator;
    users.add(decodeUtf8(user.bytes, 0, user.length));
  }
  return { records: from.length, events, users: users.size };
}
