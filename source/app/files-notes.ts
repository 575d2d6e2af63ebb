import { clipName } from '../format/clip-text.ts';
import { formatCounted } from '../format/human-format.ts';
import { isUtf8 } from '../input/look/is-utf8.ts';
import { contradiction, LOOK_BYTES } from '../input/look/look.ts';
import { headNow } from '../input/read-descriptor.ts';
import type { FileTable } from '../pipeline/store/file-table.ts';
import { type ChosenLook, foreignTableIn, lookBy } from './chosen-look.ts';
import type { ContainerChoice } from './containers.ts';
import type { ListedInput } from './resolve-input.ts';

/** How many files are looked at for notes: the head of one takes some 400 us. */
const MOST_NOTED = 100;

/**
 * Returns what a user should know about several files, which is what a single one is noted for: a name that contradicts the
 * content, and an encoding that was found for a table. Each note names its first file and counts the others.
 */
export function filesNotes(
  table: FileTable,
  { files }: Pick<ListedInput, 'files'>,
  choice: ContainerChoice,
): readonly string[] {
  const noted = new Map<string, { readonly first: string; count: number }>();
  const bytes = new Uint8Array(LOOK_BYTES);
  for (const row of table.rowsOfFiles(MOST_NOTED)) {
    const { path } = files[table.startAt(row).file];
    for (const note of notesOf(path, headOf(path, bytes), choice)) {
      const before = noted.get(note);
      if (before === undefined) noted.set(note, { first: path, count: 1 });
      else before.count++;
    }
  }
  return Array.from(noted, ([note, { first, count }]) => {
    const more = count === 1 ? '' : ` (and ${formatCounted(count - 1, 'file')} more)`;
    return `${clipName(first)}${note}${more}`;
  });
}

/** Returns the first bytes of a file; none if it is not there any more. */
function headOf(path: string, into: Uint8Array): Uint8Array {
  try {
    return headNow(path, into);
  } catch {
    return into.subarray(0, 0);
  }
}

/** Returns sentences that follow the name of the file. */
function notesOf(path: string, head: Uint8Array, choice: ContainerChoice): string[] {
  if (head.length === 0 || choice.compression !== undefined) return [];
  if (isPlainly(head)) {
    const contradicts = contradiction(path, undefined);
    return contradicts === undefined ? [] : [` ${contradicts}`];
  }
  const found = lookBy(head, choice);
  const contradicts = contradictionOf(path, found);
  const read = found.kind === 'text' ? foreignTableIn(head, found.encoding, choice) : undefined;
  return [
    ...(contradicts === undefined ? [] : [` ${contradicts}`]),
    ...(read?.encoding === undefined ? [] : [`: ${read.note}`]),
  ];
}

function contradictionOf(path: string, found: ChosenLook): string | undefined {
  if (found.kind === 'compressed') return contradiction(path, found.compression);
  if (found.kind === 'parquet') return contradiction(path, 'parquet');
  return found.kind === 'text' ? contradiction(path, undefined) : undefined;
}

/** Whether a head is text in UTF-8, and no archive or UTF-16: a look takes a hundred times as long. */
function isPlainly(head: Uint8Array): boolean {
  return head[0] >= 0x20 && head[0] < 0x7f && head.indexOf(0) < 0 && isUtf8(head);
}
