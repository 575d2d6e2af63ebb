/** In base64, with the rest of the sequence, 100,000 bytes, which is the limit of old terminals. */
export const MAX_COPIED_BYTES = 74_994;

/** GNU screen's limit for a string, its start and end included. */
const SCREEN_CHUNK_LENGTH = 768;

const START = '\u001bP';
const END = '\u001b\\';

/** The environment variables that name a multiplexer. */
interface MultiplexerEnvironment {
  readonly TMUX?: string | undefined;
  readonly STY?: string | undefined;
  readonly TERM?: string | undefined;
}

interface ClipboardCopy {
  /** To be written to the terminal unchanged. */
  readonly sequence: string;
  /** The bytes of the text, in UTF-8, that are copied. */
  readonly copiedBytes: number;
  /** Whether that is only a part of it. */
  readonly cut: boolean;
}

/**
 * Returns the sequence that puts a text on the clipboard of the user's terminal, over SSH too (OSC 52). Terminals do not
 * confirm it. In tmux it is sent twice: tmux handles the first if `set-clipboard` is on, and passes on the second if
 * `allow-passthrough` is, or if it is older than that setting.
 */
export function clipboardSequence(text: string, environment: MultiplexerEnvironment): ClipboardCopy {
  // Every character takes at least a byte, so the rest need not be looked at.
  const bytes = Buffer.from(text.slice(0, MAX_COPIED_BYTES + 1));
  const copied = wholeCharacters(bytes, MAX_COPIED_BYTES);
  const copy = `\u001b]52;c;${copied.toString('base64')}\u0007`;
  return {
    sequence: forMultiplexer(copy, environment),
    copiedBytes: copied.length,
    cut: copied.length < bytes.length,
  };
}

function wholeCharacters(bytes: Buffer, maxBytes: number): Buffer {
  let end = Math.min(bytes.length, maxBytes);
  while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

function forMultiplexer(sequence: string, { TMUX, STY, TERM = '' }: MultiplexerEnvironment): string {
  if (TMUX) return `${sequence}${START}tmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}${END}`;
  if (STY || TERM.startsWith('screen')) return inChunks(sequence);
  return sequence;
}

/** For GNU screen, which passes on the contents of each chunk. The sequence ends with BEL: an ST would end its chunk. */
function inChunks(sequence: string): string {
  const length = SCREEN_CHUNK_LENGTH - START.length - END.length;
  let chunks = '';
  for (let at = 0; at < sequence.length; at += length) {
    chunks += START + sequence.slice(at, at + length) + END;
  }
  return chunks;
}
