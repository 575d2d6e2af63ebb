import { shellCommand } from '../../format/shell-command.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import { pinWords } from '../../pipeline/plan/plan-words.ts';
import { DEFAULT_SETTINGS, type PipelineSettings } from '../../pipeline/settings.ts';
import { isUnusualPlan } from '../model/layout.ts';
import type { FileState, Model } from '../model/model.ts';

/** The program by the name that people type. */
export const PROGRAM = 'event-sessions-tui';

/**
 * Returns the command that reads the file as it is read now and finds nothing; undefined if no plan is there yet, or no
 * shell line can hold it.
 */
export function pinCommand({ plan, planBase, file }: Model): string | undefined {
  if (plan === undefined || planBase === undefined) return undefined;
  return shellCommand([PROGRAM, ...otherWords(planBase), ...pinWords(plan), ...fileWords(file)]);
}

/** Without a file the command reads the sample, and `-` is whatever comes through the pipe. */
export function fileWords({ name, openedAs, files, isPipe, isSample }: FileState): readonly string[] {
  if (isSample) return [];
  return ['--', ...(files?.paths ?? [openedAs ?? (isPipe && name === 'stdin' ? '-' : name)])];
}

/** Returns the flags that read a file as it is read now; the standard plan needs none of its own. */
export function readingWords(plan: Plan, planBase: PipelineSettings): readonly string[] {
  return [...otherWords(planBase), ...(isUnusualPlan(plan) ? pinWords(plan) : [])];
}

/** The flags that change how records are read without being part of a plan, where they are not the default. */
function otherWords({ assumeTz, opensWrappers, maxRecordBytes }: PipelineSettings): readonly string[] {
  return [
    ...(opensWrappers ? [] : ['--strict']),
    // With `=`, since a zone may begin with a minus.
    ...(assumeTz === DEFAULT_SETTINGS.assumeTz ? [] : [`--assume-tz=${assumeTz}`]),
    ...(maxRecordBytes === DEFAULT_SETTINGS.maxRecordBytes ? [] : ['--max-record', String(maxRecordBytes)]),
  ];
}
