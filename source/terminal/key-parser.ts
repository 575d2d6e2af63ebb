import type { Input } from './input-event.ts';
import { ALT, asciiInput, csiInput, keyInput, ss3Input } from './key-sequences.ts';
import { PasteReader } from './paste-reader.ts';

const ESC = 0x1b;
const BEL = 0x07;
const CTRL_C = 0x03;

/** Longer than any known sequence; longer ones are skipped. */
const MAX_BODY_LENGTH = 64;
/** A mouse report from before mode 1006: this many bytes of any value after its `CSI M`. */
const OLD_MOUSE_BYTES = 3;

type State = 'ground' | 'escape' | 'csi' | 'ss3' | 'stringStart' | 'string' | 'stringEscape' | 'mouse';

/** States that a lone key (Escape, or alt and a character) may lead to as well as a sequence. */
const UNSURE: readonly State[] = ['escape', 'csi', 'ss3', 'stringStart', 'stringEscape', 'mouse'];

/**
 * Turns the bytes that a terminal sends into inputs, one byte after another, so that it does not matter how reads cut
 * them. Everything that is not a key (answers of the terminal, focus reports, unknown sequences, bytes that are not
 * UTF-8) is skipped whole and never taken for keys.
 */
export class KeyParser {
  private state: State | 'character' | 'paste' = 'ground';
  /** The bytes since the start of a sequence. */
  private body = '';
  private readonly paste = new PasteReader();
  private mouseBytesToCome = 0;

  /** The UTF-8 character being read. */
  private codePoint = 0;
  private leastCodePoint = 0;
  private bytesToCome = 0;
  private modifiers = 0;

  /** Whether `flush` would change anything: bytes are pending that more bytes may give another meaning. */
  get waiting(): boolean {
    return UNSURE.some((state) => state === this.state);
  }

  push(bytes: Uint8Array | string): Input[] {
    const inputs: Input[] = [];
    for (const byte of typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes) {
      const input = this.next(byte);
      if (input !== undefined) inputs.push(input);
    }
    return inputs;
  }

  /**
   * Called when nothing more has arrived for a while: a lone ESC was the Escape key, and an unfinished sequence is
   * dropped. A paste, a partial answer and a partial character stay pending: a slow link may cut them.
   */
  flush(): Input[] {
    if (!this.waiting) return [];
    const wasEscape = this.state === 'escape';
    this.state = 'ground';
    return wasEscape ? [keyInput('escape')] : [];
  }

  private next(byte: number): Input | undefined {
    switch (this.state) {
      case 'ground':
        return this.ground(byte, 0);
      case 'character':
        return this.character(byte);
      case 'escape':
        return this.escape(byte);
      case 'csi':
        return this.csi(byte);
      case 'ss3':
        return this.ss3(byte);
      case 'stringStart':
      case 'string':
        return this.string(byte);
      case 'stringEscape':
        return this.stringEscape(byte);
      case 'mouse':
        return this.mouse(byte);
      case 'paste':
        return this.pasted(byte);
    }
  }

  private ground(byte: number, modifiers: number): Input | undefined {
    this.state = 'ground';
    if (byte === ESC) {
      this.state = 'escape';
      return undefined;
    }
    if (byte < 0x80) return asciiInput(byte, modifiers);
    if (byte >= 0xc2 && byte < 0xe0) return this.startCharacter(1, byte & 0x1f, 0x80, modifiers);
    if (byte >= 0xe0 && byte < 0xf0) return this.startCharacter(2, byte & 0x0f, 0x800, modifiers);
    if (byte >= 0xf0 && byte < 0xf5) return this.startCharacter(3, byte & 0x07, 0x10000, modifiers);
    return undefined;
  }

  /** Starts again at a byte that does not fit the sequence before it, which is dropped. */
  private startOver(byte: number): Input | undefined {
    return this.ground(byte, 0);
  }

  private startCharacter(bytesToCome: number, bits: number, least: number, modifiers: number): undefined {
    this.state = 'character';
    this.bytesToCome = bytesToCome;
    this.codePoint = bits;
    this.leastCodePoint = least;
    this.modifiers = modifiers;
  }

  private character(byte: number): Input | undefined {
    if ((byte & 0xc0) !== 0x80) return this.startOver(byte);
    const code = this.codePoint * 64 + (byte & 0x3f);
    this.codePoint = code;
    this.bytesToCome--;
    if (this.bytesToCome > 0) return undefined;
    this.state = 'ground';
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    const isControl = code < 0xa0;
    if (code < this.leastCodePoint || code > 0x10ffff || isSurrogate || isControl) return undefined;
    return keyInput(String.fromCodePoint(code), this.modifiers);
  }

  private escape(byte: number): Input | undefined {
    this.body = '';
    switch (String.fromCharCode(byte)) {
      case '\u001b':
        return keyInput('escape');
      case '[':
        this.state = 'csi';
        return undefined;
      case 'O':
        this.state = 'ss3';
        return undefined;
      case ']':
      case 'P':
      case 'X':
      case '^':
      case '_':
        this.state = 'stringStart';
        return undefined;
      default:
        return this.ground(byte, ALT);
    }
  }

  private csi(byte: number): Input | undefined {
    if (byte < 0x20 || byte >= 0x7f) return this.startOver(byte);
    const before = this.body;
    const character = String.fromCharCode(byte);
    if (before.length < MAX_BODY_LENGTH) this.body += character;
    const isConsoleStart = before === '' && character === '[';
    // In any other sequence a dollar sign is not the last character.
    const isShifted = character === '$' && /^\d{1,2}$/.test(before);
    const isLast = before === '[' || isShifted || (byte >= 0x40 && !isConsoleStart);
    if (!isLast) return undefined;
    this.state = 'ground';
    if (this.body === '200~') this.state = 'paste';
    if (this.body === 'M') {
      this.state = 'mouse';
      this.mouseBytesToCome = OLD_MOUSE_BYTES;
    }
    return before.length < MAX_BODY_LENGTH ? csiInput(this.body) : undefined;
  }

  private ss3(byte: number): Input | undefined {
    if (byte < 0x20 || byte >= 0x7f) return this.startOver(byte);
    if (this.body.length < MAX_BODY_LENGTH) this.body += String.fromCharCode(byte);
    if (byte < 0x40) return undefined;
    this.state = 'ground';
    return ss3Input(this.body);
  }

  /** OSC, DCS, APC and similar: until ST or BEL. ^C ends it too, so that an unfinished one cannot swallow all keys. */
  private string(byte: number): Input | undefined {
    if (byte === CTRL_C) return this.startOver(byte);
    this.state = byte === ESC ? 'stringEscape' : byte === BEL ? 'ground' : 'string';
    return undefined;
  }

  private stringEscape(byte: number): Input | undefined {
    this.state = byte === ESC ? 'escape' : 'ground';
    return byte === ESC || byte === 0x5c ? undefined : this.escape(byte);
  }

  private mouse(byte: number): Input | undefined {
    if (byte < 0x20) return this.startOver(byte);
    this.mouseBytesToCome--;
    if (this.mouseBytesToCome === 0) this.state = 'ground';
    return undefined;
  }

  private pasted(byte: number): Input | undefined {
    const text = this.paste.push(byte);
    if (text === undefined) return undefined;
    this.state = 'ground';
    return { kind: 'paste', text };
  }
}
