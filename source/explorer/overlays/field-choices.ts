import { findPlan } from '../../pipeline/plan/find-plan.ts';
import { outcomeOf } from '../../pipeline/plan/outcome.ts';
import type { KeyStatistics, Outcome, Plan, Role, Sample } from '../../pipeline/plan/plan.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { swapDayAndMonth } from '../../pipeline/time/strptime.ts';
import { ISO_FORMAT } from '../../pipeline/time/time-format.ts';
import { formatKeys, NO_KEY, parseKeys } from '../../pipeline/validate/key-paths.ts';
import type { ChosenSettings } from '../model/effect.ts';
import type { FieldsOverlay, RoleKeys } from '../model/overlay.ts';

/** The roles in the order in which they are listed. */
export const ROLES: readonly Role[] = ['user', 'time', 'type', 'id'];

/** Which keys are read as what, and how times are written. */
export type FieldsChoice = Pick<FieldsOverlay, 'roleKeys' | 'timeFormat' | 'idIsChosen'>;

/** Separates the formats of a list, of which the first that fits counts. */
const FORMAT_OR = ' | ';

/** Returns the choice that a plan is. */
export function choiceOfPlan({ user, time, type, id, timeFormat, idOnlyKeepsApart }: Plan): FieldsChoice {
  return {
    roleKeys: {
      user: keysOf(user.text),
      time: keysOf(time.text),
      type: keysOf(type.text),
      id: keysOf(id?.text),
    },
    timeFormat: timeFormat.text,
    idIsChosen: id?.origin === 'named' && idOnlyKeepsApart !== true,
  };
}

/**
 * Returns the choice to begin with in a file that gave no event: what came nearest to a plan, or else the best candidate of
 * each role that has one.
 */
export function bestChoice(plan: Plan): FieldsChoice {
  const nearest = plan.nearest?.tries[0];
  // Fields cannot choose a zone; without the one that is set, times would be read in another.
  if (nearest !== undefined && nearest.assumeTz === undefined) {
    const { userKey, timeKey, typeKey, idKey, timeFormat, idDecides } = nearest.settings;
    const roleKeys = {
      user: keysOf(userKey),
      time: keysOf(timeKey),
      type: keysOf(typeKey),
      id: keysOf(idKey),
    };
    return { roleKeys, timeFormat, idIsChosen: idDecides };
  }
  let choice = choiceOfPlan(plan);
  for (const role of ['user', 'time', 'type'] as const) {
    const best = plan.fields.find(({ ranks }) => ranks[role] === 0);
    if (best !== undefined) choice = chosenAs(choice, role, best);
  }
  return choice;
}

/** Keys as a flag has them, each by itself; none for `none` and where there is no flag. */
function keysOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : (parseKeys(text) ?? []).map((path) => formatKeys([path]));
}

/** Makes a key the only one of a role. A key has one role. */
export function chosenAs(choice: FieldsChoice, role: Role, field: KeyStatistics): FieldsChoice {
  const { path, timeFormats } = field;
  return {
    ...choice,
    roleKeys: { ...without(choice.roleKeys, path), [role]: [path] },
    timeFormat: role === 'time' ? (timeFormats[0] ?? choice.timeFormat) : choice.timeFormat,
    idIsChosen: choice.idIsChosen || role === 'id',
  };
}

/**
 * Returns a choice of a time with the format that is found for it, where several read some of its values: it may be a list
 * of them.
 */
export function withFormatFound(
  choice: FieldsChoice,
  { timeFormats }: KeyStatistics,
  sample: Sample,
  base: PipelineSettings,
): FieldsChoice {
  if (timeFormats.length < 2) return choice;
  const { userKey, timeKey, typeKey } = settingsOfChoice(choice);
  const named = { userKey, timeKey, typeKey };
  const plan = findPlan(sample, named, { ...base, ...named, timeFormat: ISO_FORMAT });
  return plan.outcome.events === 0 ? choice : { ...choice, timeFormat: plan.timeFormat.text };
}

/**
 * Adds a key to the end of a role's list, after those that `fields` has: a key that no record has, as the standard one,
 * makes room for it.
 */
export function addedTo(
  choice: FieldsChoice,
  role: Role,
  field: KeyStatistics,
  fields: readonly KeyStatistics[],
): FieldsChoice {
  const { path, timeFormats } = field;
  const known = choice.roleKeys[role].filter((key) => fields.some((one) => one.path === key));
  if (known.length === 0) return chosenAs(choice, role, field);
  const formats = choice.timeFormat.split(FORMAT_OR);
  const [format] = timeFormats;
  const addsFormat = role === 'time' && format !== undefined && !formats.includes(format);
  const others = without(choice.roleKeys, path);
  return {
    ...choice,
    roleKeys: { ...others, [role]: [...known.filter((key) => key !== path), path] },
    timeFormat: addsFormat ? [...formats, format].join(FORMAT_OR) : choice.timeFormat,
    idIsChosen: choice.idIsChosen || role === 'id',
  };
}

/** Takes a key out of its role. */
export function droppedFrom(choice: FieldsChoice, role: Role, path: string): FieldsChoice {
  return {
    ...choice,
    roleKeys: without(choice.roleKeys, path),
    idIsChosen: choice.idIsChosen || role === 'id',
  };
}

/** The role that a key has, and its place in the list of the role; undefined if it has none. */
export function roleOf(
  roleKeys: RoleKeys,
  path: string,
): { readonly role: Role; readonly place: number } | undefined {
  for (const role of ROLES) {
    const place = roleKeys[role].indexOf(path);
    if (place >= 0) return { role, place };
  }
  return undefined;
}

/** The role that a key could have: that in which its rank is best. */
export function possibleRole({ ranks }: Pick<KeyStatistics, 'ranks'>): Role | undefined {
  let best: Role | undefined;
  for (const role of ROLES) {
    const rank = ranks[role];
    if (rank !== undefined && (best === undefined || rank < (ranks[best] ?? rank))) best = role;
  }
  return best;
}

/** Whether two choices read a file the same way. */
export function isSameChoice(a: FieldsChoice, b: FieldsChoice): boolean {
  return (
    a.timeFormat === b.timeFormat &&
    a.idIsChosen === b.idIsChosen &&
    ROLES.every((role) => keysText(a.roleKeys[role]) === keysText(b.roleKeys[role]))
  );
}

/**
 * Returns a choice as flags name it. An id that was chosen decides what is a duplicate; one that was found only keeps events
 * apart, as before.
 */
export function settingsOfChoice({ roleKeys, timeFormat, idIsChosen }: FieldsChoice): ChosenSettings {
  const hasId = roleKeys.id.length > 0;
  return {
    userKey: keysText(roleKeys.user),
    timeKey: keysText(roleKeys.time),
    typeKey: keysText(roleKeys.type),
    timeFormat,
    ...(hasId || idIsChosen ? { idKey: keysText(roleKeys.id), idDecides: hasId && idIsChosen } : {}),
  };
}

/** Returns the overlay with a choice, and what that gives on the sample. */
export function withChoice(
  overlay: Omit<FieldsOverlay, keyof FieldsChoice | 'outcome' | 'otherFormat'>,
  choice: FieldsChoice,
  sample: Sample,
  base: PipelineSettings,
): FieldsOverlay {
  const outcome = outcomeOfChoice(choice, sample, base);
  const timeFormat = swapDayAndMonth(choice.timeFormat);
  const isOpen =
    outcome.events > 0 &&
    DAY_AND_MONTH.test(timeFormat) &&
    outcomeOfChoice({ ...choice, timeFormat }, sample, base).events === outcome.events;
  return { ...overlay, ...choice, outcome, otherFormat: isOpen ? timeFormat : undefined };
}

/** A pattern in which the day and the month come before the year: after it the month is always first. */
const DAY_AND_MONTH = /^(?:(?!%[YyF]).)*%(?:d(?:(?!%[YyF]).)*%m|m(?:(?!%[YyF]).)*%d)/;

/** A choice that no flags could make, as one without a time, gives nothing. */
function outcomeOfChoice(choice: FieldsChoice, sample: Sample, base: PipelineSettings): Outcome {
  try {
    return outcomeOf(sample, { ...base, ...settingsOfChoice(choice) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { records: sample.from.length, events: 0, users: 0 };
  }
}

/** Keys as a flag has them. */
function keysText(keys: readonly string[]): string {
  return keys.length === 0 ? NO_KEY : keys.join(',');
}

function without(roleKeys: RoleKeys, path: string): RoleKeys {
  const kept = (role: Role): readonly string[] => roleKeys[role].filter((key) => key !== path);
  return { user: kept('user'), time: kept('time'), type: kept('type'), id: kept('id') };
}
