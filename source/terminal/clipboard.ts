/** As base64 with what is around it 100,000 bytes, where old terminals stop. */
export const MAX_COPIED_BYTES = 74_994;

/** GNU screen keeps so much of a string, its start and end included. */
const SCREEN_PIECE_LENGTH = 768;

const START = '\u001bP';
const END = '\u001b\\';

/** What of the environment says which multiplexer is in between. */
interface MultiplexerEnvironment {
  readonly TMUX?: string | undefined;
  readonly STY?: string | undefined;
  readonly TERM?: string | undefined;
}

interface ClipboardCopy {
  /** To be written to the terminal as it is. */
  readonly sequence: string;
  /** Of the text as UTF-8. */
  readonly copiedBytes: number;
  /** Whether that is not all of it. */
  readonly cut: boolean;
}

/**
 * The sequence that puts a text on the clipboard of the user's terminal, over SSH too (OSC 52). Terminals do not confirm it. In
 * tmux it is sent twice: tmux takes the first where `set-clipboard` is on, and hands the second on where
 * `allow-passthrough` is, or where it is older than that setting.
 */
export function clipboardSequence(text: string, environment: MultiplexerEnvironment): ClipboardCopy {
  // A character takes at least a byte, so the rest need not be looked at.
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

/** For screen, which hands on what is in each chunk. The sequence ends with BEL: an ST would end the chunk it is in. */
function inChunks(sequence: string): string {
  const length = SCREEN_PIECE_LENGTH - START.length - END.length;
  let chunks = '';
  for (let at = 0; at < sequence.length; at += length) {
    chunks += START + sequence.slice(at, at + length) + END;
  }
  return chunks;
}
