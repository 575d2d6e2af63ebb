import { createReadStream } from 'node:fs';
import { clipName } from '../format/clip-text.ts';
import { safeText } from '../format/safe-text.ts';
import {
  LONGEST_PLAN_FILE_BYTES,
  type NamedByFile,
  parsePlanFile,
  settingsNamedBy,
} from '../pipeline/plan/plan-file.ts';
import { completeSettings } from '../pipeline/settings.ts';
import type { TableChoice } from '../pipeline/table/find-table.ts';
import { compileFields } from '../pipeline/validate/fields.ts';
import { type ContainerChoice, NO_FORMAT, parseEncoding, parseFormat } from './containers.ts';
import { CommandError, EXIT_FAILED, withErrorContext } from './errors.ts';
import type { CommandOptions } from './flags.ts';

/**
 * Reads the file that --plan-file names, before the input is opened, since it may say what its bytes are. Flags win over the
 * file. Throws CommandError for a file that is no plan.
 */
export async function withPlanFile(options: CommandOptions): Promise<CommandOptions> {
  const { planFile, container, table } = options;
  if (planFile === undefined) return options;
  const text = await withErrorContext('cannot read the plan', planFile, () => beginningOf(planFile));
  try {
    const planned = parsePlanFile(text);
    compileFields(completeSettings(settingsNamedBy(planned)));
    const named = containerIn(planned);
    const isOfFlags = container.compression !== undefined || container.format !== undefined || table.isTable;
    return {
      ...options,
      planned,
      table: isOfFlags ? table : tableChoiceIn(planned),
      // --format replaces the format of the file as a whole: the text inside a compression that it names may be anything.
      container: {
        ...(isOfFlags ? container : named),
        encoding: container.encoding ?? named.encoding,
      },
    };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof CommandError)) throw error;
    throw new CommandError(
      `${safeText(clipName(planFile))} is no plan: ${safeText(clipName(error.message))}; --plan --json writes one`,
      EXIT_FAILED,
    );
  }
}

/** Returns the text of a file, but no more of it than a plan may have: a device may never end. */
async function beginningOf(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: LONGEST_PLAN_FILE_BYTES })) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function containerIn({ format, encoding }: NamedByFile): ContainerChoice {
  return {
    ...NO_FORMAT,
    ...(format === undefined ? {} : formatIn(format)),
    encoding: encoding === undefined ? undefined : parseEncoding('"encoding"', encoding),
  };
}

function formatIn(text: string): Pick<ContainerChoice, 'compression' | 'format'> {
  const { compression, format } = parseFormat('"format"', text);
  return { compression, format };
}

function tableChoiceIn({ format, header }: NamedByFile): TableChoice {
  const named = format === undefined ? undefined : parseFormat('"format"', format);
  return { delimiter: named?.delimiter, header, isTable: named?.format === 'table' };
}
