import { readFile, stat } from 'node:fs/promises';
import { clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import { LONGEST_PLAN_FILE_BYTES, type NamedByFile, parsePlanFile } from '../pipeline/plan/plan-file.ts';
import { completeSettings } from '../pipeline/settings.ts';
import { compileFields } from '../pipeline/validate/fields.ts';
import { type ContainerChoice, NO_FORMAT, parseEncoding, parseFormat } from './containers.ts';
import { CommandError, EXIT_FAILED, withErrorContext } from './errors.ts';
import type { CommandOptions } from './flags.ts';

/**
 * Reads the file that --plan-file names: before the input is opened, since it says what the bytes of that are. A flag goes
 * before the file. Throws CommandError for a file that is no plan.
 */
export async function withPlanFile(options: CommandOptions): Promise<CommandOptions> {
  const { planFile, container } = options;
  if (planFile === undefined) return options;
  const text = await withErrorContext('cannot read the plan', planFile, async () => {
    const { size } = await stat(planFile);
    return size > LONGEST_PLAN_FILE_BYTES ? '' : readFile(planFile, 'utf8');
  });
  try {
    const planned = parsePlanFile(text);
    compileFields(completeSettings(planned));
    return { ...options, planned, container: chosen(container, containerIn(planned)) };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof CommandError)) throw error;
    throw new CommandError(
      `${safeText(clipName(planFile))} is no plan: ${safeText(clipName(error.message))}`,
      EXIT_FAILED,
    );
  }
}

function containerIn({ format, encoding }: NamedByFile): ContainerChoice {
  return {
    ...(format === undefined ? NO_FORMAT : parseFormat('"format"', format)),
    encoding: encoding === undefined ? undefined : parseEncoding('"encoding"', encoding),
  };
}

/** --format names all of a format: what is compressed with what a flag says may hold anything. */
function chosen(flags: ContainerChoice, file: ContainerChoice): ContainerChoice {
  const { compression, format } = flags;
  return {
    ...(compression === undefined && format === undefined ? file : flags),
    encoding: flags.encoding ?? file.encoding,
  };
}
