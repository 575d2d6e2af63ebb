import { LOOK_BYTES } from '../../input/look/look.ts';
import { headNow } from '../../input/read-descriptor.ts';
import { FilePlans } from '../../pipeline/plan/file-plans.ts';
import { countHead } from '../../pipeline/plan/outcome.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import type { FilesInput, FileTexts } from './files-input.ts';
import { MOST_WHOLE_BYTES } from './whole-file.ts';
import { isLeftOut } from './whole-text.ts';

/**
 * Whether each large file is plain text that begins with records, so that it can be read in pieces by several threads. An
 * archive and a large member of one can only be read in order, nothing of a file without records may be counted, and all
 * pieces are read by one plan.
 */
export function largeFilesArePlain(
  { files, search }: FilesInput,
  opening: FileTexts,
  settings: PipelineSettings,
): boolean {
  const plans = new FilePlans(settings, search);
  const head = new Uint8Array(LOOK_BYTES);
  return files.every((file) => {
    const { member, sizeBytes, fault } = file;
    if (member?.stretch.store.kind === 'compressed') return false;
    if (sizeBytes <= MOST_WHOLE_BYTES || fault !== undefined) return true;
    if (member !== undefined) return false;
    try {
      const bytes = headNow(file.path, head);
      return (
        opening.isPlain(bytes) &&
        !isLeftOut(file, bytes, opening) &&
        plans.ownOf(bytes, false) === undefined &&
        countHead(bytes, false, settings).records > 0
      );
    } catch {
      // What cannot be opened is reported alone in pieces too.
      return true;
    }
  });
}
