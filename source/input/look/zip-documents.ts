import type { Signature, Unreadable } from './kinds.ts';

const WORKBOOK: Unreadable = {
  what: 'an Excel workbook (xlsx)',
  help: 'save the sheet as CSV, or: in2csv --no-inference {} | csvjson --no-inference --stream | event-sessions-tui',
};
const WORD: Unreadable = {
  what: 'a Word document (docx)',
  help: 'name the file of the events themselves',
};
const OFFICE: Unreadable = {
  what: 'an Office document (xlsx, docx or pptx)',
  help: 'save its table as CSV',
};
const OPEN_DOCUMENT: Unreadable = {
  what: 'an OpenDocument file or a book (ods, odt, epub)',
  help: 'save its table as CSV',
};
const JAVA: Unreadable = {
  what: 'a Java archive (jar)',
  help: 'name the file of the events themselves',
};
const ANDROID: Unreadable = {
  what: 'an Android package (apk)',
  help: 'name the file of the events themselves',
};

const ZIP: Signature = { bytes: 'PK\x03\x04' };
/** Where the name of the first member of a zip archive is. */
const FIRST_NAME = { at: 30 };
/** Where the names of the next members may be. */
const NEXT_NAMES = { at: 30, within: 4096 };

/** Zip archives that are documents or programs, known by their first member. */
export const DOCUMENT_SIGNATURES: readonly (Unreadable & { readonly signatures: readonly Signature[] })[] = [
  ...['[Content_Types].xml', '_rels/.rels', 'docProps/'].flatMap((bytes) => {
    const first = [ZIP, { bytes, ...FIRST_NAME }];
    return [
      { ...WORKBOOK, signatures: [...first, { bytes: 'xl/', ...NEXT_NAMES }] },
      { ...WORD, signatures: [...first, { bytes: 'word/', ...NEXT_NAMES }] },
      { ...OFFICE, signatures: first },
    ];
  }),
  { ...OPEN_DOCUMENT, signatures: [ZIP, { bytes: 'mimetypeapplication/', ...FIRST_NAME }] },
  { ...JAVA, signatures: [ZIP, { bytes: 'META-INF/', ...FIRST_NAME }] },
];

/** Documents whose members may come in any order: the beginnings of the names that each kind has. */
const DOCUMENT_MEMBERS: readonly (readonly [found: Unreadable, ...beginnings: string[]])[] = [
  [WORKBOOK, '[Content_Types].xml', 'xl/'],
  [WORD, '[Content_Types].xml', 'word/'],
  [OFFICE, '[Content_Types].xml'],
  [OPEN_DOCUMENT, 'mimetype', 'META-INF/'],
  [ANDROID, 'AndroidManifest.xml'],
  [JAVA, 'META-INF/MANIFEST.MF'],
];

/** Returns which document or program a zip archive is, by the names of its members; undefined for none. */
export function documentOf(names: readonly string[]): Unreadable | undefined {
  return DOCUMENT_MEMBERS.find(([, ...beginnings]) =>
    beginnings.every((beginning) => names.some((name) => name.startsWith(beginning))),
  )?.[0];
}
