import type { PipelineSettings } from '../settings.ts';
import { Users } from '../store/users.ts';
import { compileFields } from '../validate/fields.ts';
import { RecordValidator, VALID } from '../validate/validate.ts';
import type { Outcome, Sample } from './plan.ts';

/** Reads the records of a sample with some settings, as a run does, and counts what comes of it. */
export function outcomeOf({ bytes, from, to }: Sample, settings: PipelineSettings): Outcome {
  const validator = new RecordValidator(compileFields(settings));
  const users = new Users(settings.hashSeed);
  const numbers = new Set<number>();
  let events = 0;
  for (let i = 0; i < from.length; i++) {
    if (validator.validate(bytes, from[i], to[i]) !== VALID) continue;
    events++;
    const { user } = validator;
    numbers.add(users.intern(user.bytes, user.view, 0, user.length));
  }
  return { records: from.length, events, users: numbers.size };
}
