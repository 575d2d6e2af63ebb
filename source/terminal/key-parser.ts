import type { Input } from './input-event.ts';
import { ALT, asciiInput, csiInput, keyInput, ss3Input } from './key-sequences.ts';
import { PasteReader } from './paste-reader.ts';

const ESC = 0x1b;
const BEL = 0x07;
const CTRL_C = 0x03;
const BACKSLASH = 0x5c;
const ENDS_OF_STRINGS: readonly number[] = [ESC, BEL, BACKSLASH];

/** Longer than any known sequence; longer ones are skipped. */
const MAX_BODY_LENGTH = 64;
/** A mouse report from before mode 1006: this many bytes of any value after its `CSI M`. */
const OLD_MOUSE_BYTES = 3;

type State =
  | 'ground'
  | 'character'
  | 'escape'
  | 'csi'
  | 'ss3'
  | 'string'
  | 'stringEscape'
  | 'mouse'
  | 'paste';

/** What pending bytes are if no more come: a pressed Escape, or something without an end. */
type Pending = 'escape' | 'endless';

/**
 * Turns the bytes that a terminal sends into inputs, one byte after another, so that it does not matter how reads cut
 * them. Everything that is not a key (answers of the terminal, focus reports, unknown sequences, bytes that are not
 * UTF-8) is skipped whole and never taken for keys.
 */
export class KeyParser {
  private state: State = 'ground';
  /** The bytes since the start of a sequence. */
  private body = '';
  private readonly paste = new PasteReader();
  private mouseBytesToCome = 0;

  /** The UTF-8 character being read. */
  private codePoint = 0;
  private leastCodePoint = 0;
  private bytesToCome = 0;
  private modifiers = 0;

  /** Whether the wait for the end of a string was long enough, so that a key that comes alone is a key again. */
  private isAbandoned = false;

  /** What `flush` would change, if anything. The rest of a cut sequence may take as long as it likes. */
  get pending(): Pending | undefined {
    if (this.state === 'escape') return 'escape';
    if (this.state === 'paste') return 'endless';
    return isString(this.state) && !this.isAbandoned ? 'endless' : undefined;
  }

  /** Takes the bytes of one read. */
  push(bytes: Uint8Array | string): Input[] {
    const inputs: Input[] = [];
    const all = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    if (this.isAbandoned && isLoneKey(all) && isString(this.state)) this.state = 'ground';
    this.isAbandoned = false;
    for (const byte of all) {
      const input = this.next(byte);
      if (input !== undefined) inputs.push(input);
    }
    return inputs;
  }

  /**
   * Call it when nothing more has come for a while, which depends on `pending`: a lone ESC was the Escape key, and a paste
   * without an end ends. All else stays pending, since a slow link may have cut it.
   */
  flush(): Input[] {
    if (this.state === 'paste') return this.endPaste();
    if (isString(this.state)) this.isAbandoned = true;
    if (this.state !== 'escape') return [];
    this.state = 'ground';
    return [keyInput('escape')];
  }

  /** Call it for a ^C that comes alone: it is a key even in a paste, which is dropped. */
  interrupt(): Input[] {
    if (this.state === 'paste') this.paste.giveUp();
    this.state = 'ground';
    return this.push(Uint8Array.of(CTRL_C));
  }

  private endPaste(): Input[] {
    const { text, endSoFar } = this.paste.giveUp();
    // The rest of its end may still come, and is not a key.
    this.state = endSoFar.startsWith('\u001b[') ? 'csi' : 'ground';
    this.body = endSoFar.slice(2);
    return text === undefined ? [] : [{ kind: 'paste', text }];
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
        this.state = 'string';
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
    return byte === ESC || byte === BACKSLASH ? undefined : this.escape(byte);
  }

  private mouse(byte: number): Input | undefined {
    if (byte < 0x20) return this.startOver(byte);
    this.mouseBytesToCome--;
    if (this.mouseBytesToCome === 0) this.state = 'ground';
    return undefined;
  }

  private pasted(byte: number): Input | undefined {
    const text = this.paste.push(byte);
    if (this.paste.isOver) this.state = 'ground';
    return text === undefined ? undefined : { kind: 'paste', text };
  }
}

function isString(state: State): boolean {
  return state === 'string' || state === 'stringEscape';
}

/** Whether the bytes of a read are one character, as a pressed key sends it, and not the end of a string. */
function isLoneKey(bytes: Uint8Array): boolean {
  if (bytes.length > 4 || ENDS_OF_STRINGS.includes(bytes[0])) return false;
  return [...new TextDecoder().decode(bytes)].length === 1;
}
