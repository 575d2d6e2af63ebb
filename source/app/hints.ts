import { clipMessage, clipName } from '../format/clip-text.ts';
import { formatCount, formatCounted } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { shellCommand } from '../format/shell-command.ts';
import { rowsBefore } from '../pipeline/columns/placed-rows.ts';
import { findPlan } from '../pipeline/plan/find-plan.ts';
import { planOfTable } from '../pipeline/plan/make-plan.ts';
import type { Outcome, Plan } from '../pipeline/plan/plan.ts';
import { planHead } from '../pipeline/plan/plan-head.ts';
import { isFound, namedContainerWords, pinWords, pinWordsOf } from '../pipeline/plan/plan-words.ts';
import { settingsOf } from '../pipeline/plan/planned-settings.ts';
import type { Result } from '../pipeline/result/result.ts';
import { DEFAULT_SETTINGS } from '../pipeline/settings.ts';
import { JSON_DECODE_ERROR, REASONS, RECORD_TOO_LONG } from '../pipeline/validate/reasons.ts';
import type { CommandOptions } from './flags.ts';
import type { PlannedInput } from './plan-input.ts';

/** A longer command is left out: it would fill the terminal, and is hard to check before running it. */
const LONGEST_COMMAND = 1000;
const MOST_KEYS = 6;
const MOST_TRIES = 2;

/**
 * Returns what to say where more than half of the records were rejected (spec section 13): what is wrong, what is there,
 * and each command to try on a line of its own with what it would give, counted on the sample.
 */
export function hintLines(result: Result, planned: PlannedInput, options: CommandOptions): readonly string[] {
  const { totalEvents, skippedEvents } = result.totals;
  const { plan } = planned;
  const { outcome } = plan;
  if (2 * skippedEvents <= totalEvents) return [];
  if (outcome.records === 0 || 2 * outcome.events >= outcome.records)
    return damageHint(result, plan, options);
  const tries = triesOf(planned, options);
  const commands = tries.flatMap((one) => tryLine(one, options)).slice(0, MOST_TRIES);
  // Objects around all records do not say what is wrong with them, but where flags keep a plan from being found they are
  // the records.
  const isFreed = tries.length > 0 && plan.nearest?.tries.length === 0;
  const near = isFreed && plan.nearest?.inside !== undefined ? undefined : plan.nearest;
  const shown = near?.inside ?? plan;
  const records = shown === plan ? [] : ['--records', shown.records?.text ?? ''];
  const look = commandOf([...namedContainerWords(plan), ...records, '--plan'], options);
  const looks = look === undefined ? [] : [`  ${look}  # shows the keys and what they hold`];
  const words = `hint: ${near?.why ?? whyWords(tries, options, result)}; ${keyWords(shown)}`;
  return [clipMessage(safeText(words)), ...(commands.length > 0 ? commands : looks)];
}

/** Where the plan fits what of the sample is valid: no other would make more events of it, but the rejections say more. */
function damageHint({ totals, reasons }: Result, plan: Plan, options: CommandOptions): readonly string[] {
  const [most] = reasons;
  if (most === undefined) return [];
  const isNoJson = most.code === REASONS[JSON_DECODE_ERROR].code;
  const why = isNoJson ? 'no valid JSON' : `rejected for ${most.code}`;
  const are = most.count === 1 ? 'is' : 'are';
  const words = `hint: ${formatCount(most.count)} of ${formatCounted(totals.totalEvents, 'record')} ${are} ${why}`;
  const { inputs, outputs } = options;
  const written = outputs.rejections;
  if (written !== undefined)
    return [clipMessage(safeText(`${words}; ${clipName(written)} says where and why`))];
  const pin = isFixed(options) || isFound(plan) ? pinWords(plan) : namedContainerWords(plan);
  const isTaken = [...inputs, ...Object.values(outputs)].includes('skipped.csv');
  const command = commandOf([...pin, '--skips_out', isTaken ? 'rejected.csv' : 'skipped.csv'], options);
  const list = `  # lists all ${formatCount(totals.skippedEvents)}, with what is wrong and where`;
  return [words, ...(command === undefined ? [] : [`  ${command}${list}`])];
}

/**
 * Returns a warning if the sample fitted and what follows it does not: from which line on. `isWhole`: nothing follows.
 */
export function tailWarning(
  { rejections, store, files }: Result,
  { plan, sampleOf, isWhole }: PlannedInput,
): string | undefined {
  const { events, records } = plan.outcome;
  if (isWhole || records === 0 || 2 * events < records) return undefined;
  // Nearly always, and without looking for the end of the sample.
  if (rejections.count <= store.count - records) return undefined;
  const sample = sampleOf();
  const sampleEnd = sample.endOffset ?? sample.to.at(-1) ?? 0;
  const first = rowsBefore(rejections, sampleEnd);
  const rejected = rejections.count - first;
  const valid = store.count - rowsBefore(store, sampleEnd);
  if (rejected <= valid) return undefined;
  // The row before which most are valid and from which on most are rejected.
  let best = first;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = first; row < rejections.count; row++) {
    const balance = rejections.recordNumberOf(row) - 2 * row;
    if (balance > most) {
      most = balance;
      best = row;
    }
  }
  const { name, line } = files.placeOf(rejections.byteOffsetOf(best), rejections.lineOf(best));
  return name === undefined
    ? `from line ${line} on, most records are rejected: the file does not go on as it begins`
    : `from ${clipName(name)}:${line} on, most records are rejected: the files do not go on as they begin`;
}

/** Flags that name a plan, and what it gives on the sample. */
interface Try {
  readonly words: readonly string[];
  readonly outcome: Outcome;
}

function triesOf(
  { plan, sampleOf, head, isWhole, base }: PlannedInput,
  options: CommandOptions,
): readonly Try[] {
  const near = plan.nearest?.tries ?? [];
  const { container } = plan;
  if (near.length > 0)
    return near.map(({ settings, outcome, assumeTz }) => ({
      words: [
        ...pinWordsOf(settings, container),
        ...(assumeTz === undefined ? [] : ['--assume-tz', assumeTz]),
      ],
      outcome,
    }));
  if (!isFixed(options)) return [];
  // What was named may keep others from being found.
  const { userKey, timeKey, typeKey, timeFormat } = DEFAULT_SETTINGS;
  const standard = { userKey, timeKey, typeKey, timeFormat, idKey: undefined, records: undefined };
  const free = { ...base, ...standard, opensWrappers: true };
  const found =
    plan.table === undefined
      ? planHead({ bytes: head, isWhole }, { named: {}, base: free, isStrict: false }).plan
      : planOfTable(findPlan(sampleOf(), {}, free), plan.table);
  if (found.outcome.events <= plan.outcome.events) return [];
  return [{ words: pinWordsOf(settingsOf(found), container), outcome: found.outcome }];
}

/** Whether flags keep a plan from being found. */
function isFixed({ strict, planFile, named }: CommandOptions): boolean {
  return strict || isNamed({ planFile, named });
}

function isNamed({ planFile, named }: Pick<CommandOptions, 'planFile' | 'named'>): boolean {
  return planFile !== undefined || Object.keys(named).length > 0;
}

function tryLine({ words, outcome }: Try, options: CommandOptions): readonly string[] {
  const command = commandOf(words, options);
  const { events, records, users } = outcome;
  const gives = `${formatCount(events)} of ${formatCount(records)} sampled would be events, of ${formatCounted(users, 'user')}`;
  return command === undefined ? [] : [`  ${command}  # ${gives}`];
}

/** Returns the whole command with other flags in place of those that name a plan; undefined if no line can hold it. */
function commandOf(words: readonly string[], { otherWords, inputs }: CommandOptions): string | undefined {
  const command = shellCommand([
    'event-sessions-tui',
    ...otherWords,
    ...words,
    '--',
    ...(inputs.length > 0 ? inputs : ['-']),
  ]);
  return command !== undefined && command.length <= LONGEST_COMMAND ? command : undefined;
}

function whyWords(tries: readonly Try[], options: CommandOptions, { reasons }: Result): string {
  const most = reasons[0]?.code ?? 'no reason';
  if (most === REASONS[RECORD_TOO_LONG].code) return 'most records are longer than --max-record';
  if (options.strict && !isNamed(options) && tries.length > 0)
    return '--strict finds nothing, and the standard keys do not fit this file';
  if (isFixed(options)) return `what was named does not fit this file: most often the reason is ${most}`;
  return `the records do not fit the standard keys: most often the reason is ${most}`;
}

function keyWords({ fields, outcome }: Plan): string {
  const there = fields.filter(({ coverage }) => coverage > 0);
  if (there.length === 0) return 'no key, up to 6 deep, has a value';
  const names = there.slice(0, MOST_KEYS).map(({ path }) => clipName(path));
  const more = there.length > names.length ? ` and ${there.length - names.length} more` : '';
  return `keys in ${formatCounted(outcome.records, 'record')}: ${names.join(', ')}${more}`;
}
