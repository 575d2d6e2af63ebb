import type { Role } from '../../pipeline/plan/plan.ts';
import type { FieldsCommand } from '../model/command.ts';
import type { Model } from '../model/model.ts';
import type { FieldsOverlay } from '../model/overlay.ts';
import { noEffects, type Transition, withMessage } from '../model/transition.ts';
import {
  addedTo,
  choiceOfPlan,
  chosenAs,
  droppedFrom,
  type FieldsChoice,
  isSameChoice,
  possibleRole,
  roleOf,
  settingsOfChoice,
  withChoice,
  withFormatFound,
} from '../overlays/field-choices.ts';
import { type FieldRow, fieldRows, nextRowWith } from '../overlays/field-rows.ts';
import { overlayList } from '../overlays/overlay-list.ts';
import { newPrompt } from '../prompt/prompt.ts';
import { moved } from '../view/viewport.ts';
import { closeOverlay } from './back.ts';
import { busy } from './export.ts';

/** What each command of the Fields overlay does. */
export const FIELDS_COMMANDS: Readonly<
  Record<FieldsCommand, (model: Model, overlay: FieldsOverlay) => Transition>
> = {
  asUser: (model, overlay) => choose(model, overlay, 'user'),
  asTime: (model, overlay) => choose(model, overlay, 'time'),
  asType: (model, overlay) => choose(model, overlay, 'type'),
  asId: (model, overlay) => choose(model, overlay, 'id'),
  addKey,
  dropKey,
  nextRole: (model, overlay) => goToRole(model, overlay, 1),
  previousRole: (model, overlay) => goToRole(model, overlay, -1),
  findField: (model) => noEffects({ ...model, prompt: newPrompt('field'), message: undefined }),
  nextField: (model, overlay) => findAgain(model, overlay, 1),
  previousField: (model, overlay) => findAgain(model, overlay, -1),
  readAs,
};

function choose(model: Model, overlay: FieldsOverlay, role: Role): Transition {
  const { sample, planBase } = model;
  const field = fieldUnderCursor(model, overlay);
  if (field === undefined || sample === undefined || planBase === undefined) return noEffects(model);
  const { otherFormat } = overlay;
  const isTime =
    role === 'time' && overlay.roleKeys.time.length === 1 && overlay.roleKeys.time[0] === field.path;
  if (isTime && otherFormat !== undefined)
    return chosen(model, overlay, { ...overlay, timeFormat: otherFormat });
  const choice = chosenAs(overlay, role, field);
  if (role !== 'time') return chosen(model, overlay, choice);
  return chosen(model, overlay, withFormatFound(choice, field, sample, planBase));
}

function addKey(model: Model, overlay: FieldsOverlay): Transition {
  const field = fieldUnderCursor(model, overlay);
  if (field === undefined || model.plan === undefined) return noEffects(model);
  const has = roleOf(overlay.roleKeys, field.path);
  if (has !== undefined) return withMessage(model, `${field.path} is the ${has.role} already`);
  const role = possibleRole(field);
  return role === undefined
    ? withMessage(model, `${field.path} looks like no user, time, type or id: u t y i make it one`)
    : chosen(model, overlay, addedTo(overlay, role, field, model.plan.fields));
}

function dropKey(model: Model, overlay: FieldsOverlay): Transition {
  const field = fieldUnderCursor(model, overlay);
  if (field === undefined) return noEffects(model);
  const has = roleOf(overlay.roleKeys, field.path);
  return has === undefined
    ? withMessage(model, `${field.path} has no role`)
    : chosen(model, overlay, droppedFrom(overlay, has.role, field.path));
}

function chosen(model: Model, overlay: FieldsOverlay, choice: FieldsChoice): Transition {
  const { sample, planBase } = model;
  if (sample === undefined || planBase === undefined) return noEffects(model);
  return noEffects({ ...model, overlay: withChoice(overlay, choice, sample, planBase) });
}

function fieldUnderCursor(model: Model, { viewport }: FieldsOverlay): FieldRow['field'] | undefined {
  return fieldRows(model)[viewport.cursor]?.field;
}

/** Goes to the candidates of the next role, to the first that is not chosen: what is chosen need not be looked for. */
function goToRole(model: Model, overlay: FieldsOverlay, direction: 1 | -1): Transition {
  const rows = fieldRows(model);
  const groups = [...new Set(rows.flatMap(({ group }) => group ?? []))];
  if (groups.length === 0) return withMessage(model, 'no key looks like a user, a time, a type or an id');
  const current = rows[overlay.viewport.cursor]?.group;
  const before = current === undefined ? (direction === 1 ? -1 : 0) : groups.indexOf(current);
  const group = groups[(before + direction + groups.length) % groups.length];
  const isFree = ({ field }: FieldRow): boolean => roleOf(overlay.roleKeys, field.path) === undefined;
  const first = rows.findIndex((row) => row.group === group && isFree(row));
  return goToField(model, overlay, first < 0 ? rows.findIndex((row) => row.group === group) : first);
}

function findAgain(model: Model, overlay: FieldsOverlay, direction: 1 | -1): Transition {
  const { search } = overlay;
  if (search === '') return withMessage(model, 'nothing to search for yet: / searches');
  const row = nextRowWith(fieldRows(model), search, overlay.viewport.cursor, direction);
  return row < 0 ? withMessage(model, `no key has ${search}`, 'bad') : goToField(model, overlay, row);
}

/** Puts the cursor on a row. */
export function goToField(model: Model, overlay: FieldsOverlay, row: number): Transition {
  const { viewport, count, height, withViewport } = overlayList(model, overlay);
  return noEffects(withViewport(moved(viewport, { to: row }, count, height)));
}

/** Reads the file with what is chosen. */
function readAs(model: Model, overlay: FieldsOverlay): Transition {
  const { plan } = model;
  if (plan === undefined) return noEffects(model);
  if (model.task?.what === 'export') return busy(model);
  if (overlay.roleKeys.time.length === 0) {
    return withMessage(model, 'an event needs a time: t makes the key under the cursor the time', 'bad');
  }
  if (isSameChoice(choiceOfPlan(plan), overlay)) {
    const [closed, effects] = closeOverlay(model, overlay);
    return [{ ...closed, message: { text: 'the file is read like this already', kind: 'info' } }, effects];
  }
  const records = model.plan?.records?.text;
  const settings = { ...settingsOfChoice(overlay), ...(records !== undefined && { records }) };
  return [{ ...model, overlay: undefined }, [{ kind: 'readAs', settings }]];
}
