import { describe, expect, it } from 'vitest';
import { AUDIT_LOGS } from './cases/audit-logs.ts';
import { TITLES_OF_COLUMNS } from './cases/columns.ts';
import { FALSE_FRIENDS } from './cases/false-friends.ts';
import { LEARNING_AND_SOCIAL } from './cases/learning-and-social.ts';
import { PEOPLE_AND_THINGS } from './cases/people-and-things.ts';
import type { PlanCase } from './cases/plan-case.ts';
import { ANALYTICS } from './cases/product-analytics.ts';
import { SPELLINGS } from './cases/spellings.ts';
import { SYSTEM_LOGS } from './cases/system-logs.ts';
import { THINGS_AND_DOERS } from './cases/things-and-doers.ts';
import { TIMES } from './cases/times.ts';
import { TYPES_AND_IDS } from './cases/types-and-ids.ts';
import { USERS } from './cases/users.ts';
import { WEBHOOKS_AND_WORKFLOWS } from './cases/webhooks-and-workflows.ts';
import { planOf } from './plan-of.ts';

const RECORDS = 24;

function expectPlan({
  record,
  user,
  time,
  type,
  format,
  id,
  warns,
  events,
  records = RECORDS,
}: PlanCase): void {
  const plan = planOf(Array.from({ length: records }, (_, i) => record(i)));
  expect({
    user: plan.user.text,
    time: plan.time.text,
    type: plan.type.text,
    format: plan.timeFormat.text,
    id: plan.id?.text,
  }).toEqual({ user, time, type, format: format ?? 'iso', id });
  expect(plan.outcome).toMatchObject({ records, events: events ?? records });
  if (warns !== undefined) expect(plan.warnings.join('\n')).toContain(warns);
}

describe('files of products that record what people do', () => {
  it.for(ANALYTICS)('$name', expectPlan);
});

describe('logs of who did what to a system', () => {
  it.for(AUDIT_LOGS)('$name', expectPlan);
});

describe('logs of servers and networks', () => {
  it.for(SYSTEM_LOGS)('$name', expectPlan);
});

describe('records of learning, chats and forums', () => {
  it.for(LEARNING_AND_SOCIAL)('$name', expectPlan);
});

describe('names in other spellings and languages', () => {
  it.for(SPELLINGS)('$name', expectPlan);
});

describe('files in which the time takes a second look', () => {
  it.for(TIMES)('$name', expectPlan);
});

describe('files in which the type or the id takes a second look', () => {
  it.for(TYPES_AND_IDS)('$name', expectPlan);
});

describe('files in which the user takes a second look', () => {
  it.for(USERS)('$name', expectPlan);
});

describe('files in which people and things are named beside each other', () => {
  it.for(PEOPLE_AND_THINGS)('$name', expectPlan);
});

describe('files whose users are things, or people under rarer names', () => {
  it.for(THINGS_AND_DOERS)('$name', expectPlan);
});

describe('tables with titles as people give them', () => {
  it.for(TITLES_OF_COLUMNS)('$name', expectPlan);
});

describe('files whose user is named by its place, or by what is beside it', () => {
  it.for(WEBHOOKS_AND_WORKFLOWS)('$name', expectPlan);
});

describe('files with keys that look like a role and have another', () => {
  it.for(FALSE_FRIENDS)('$name', expectPlan);
});
