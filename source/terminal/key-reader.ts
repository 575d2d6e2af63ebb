import type { Input } from './input-event.ts';
import { KeyParser } from './key-parser.ts';

/**
 * How long a silence makes an ESC a key, and ends what has no end. Links that cut a sequence after its ESC and then wait
 * longer are rare.
 */
const PATIENCE_MILLISECONDS = { escape: 50, endless: 1000 };

const CTRL_C = 0x03;

/** No user types this many keys between two reads; a key that is held down is one key repeated. */
const LEAST_PASTED_KEYS = 64;
const LEAST_PASTED_KINDS = 6;

/**
 * On a terminal without bracketed paste, pasted text arrives as keys: a long run of printable ones is treated as a paste,
 * so that no text is executed.
 */
export function withPastes(inputs: readonly Input[]): readonly Input[] {
  if (inputs.length < LEAST_PASTED_KEYS) return inputs;
  const result: Input[] = [];
  for (let from = 0; from < inputs.length; ) {
    let to = from;
    while (to < inputs.length && printed(inputs[to]) !== undefined) to++;
    const run = inputs.slice(from, to).map((input) => printed(input) ?? '');
    const isPaste = run.length >= LEAST_PASTED_KEYS && new Set(run).size >= LEAST_PASTED_KINDS;
    if (isPaste) result.push({ kind: 'paste', text: run.join('') });
    else for (let at = from; at < Math.max(to, from + 1); at++) result.push(inputs[at]);
    from = Math.max(to, from + 1);
  }
  return result;
}

function printed(input: Input): string | undefined {
  if (input.kind !== 'key') return undefined;
  if (input.key === 'space') return ' ';
  if (input.key === 'enter') return '\n';
  return [...input.key].length === 1 ? input.key : undefined;
}

/**
 * Reads a terminal's input until it ends or fails, which is reported once. Returns a function that stops it: nothing is
 * reported from then on, and the stream is paused.
 */
export function readKeys(
  stream: NodeJS.ReadableStream,
  onInput: (input: Input) => void,
  onEnd: () => void,
): () => void {
  const parser = new KeyParser();
  let cancelFlush: () => void = () => undefined;
  let isStopped = false;

  const report = (inputs: readonly Input[]): void => {
    for (const input of withPastes(inputs)) {
      // The listener may have stopped it.
      if (isStopped) return;
      onInput(input);
    }
  };
  const onData = (bytes: Uint8Array | string): void => {
    cancelFlush();
    const isInterrupt = bytes.length === 1 && Buffer.from(bytes)[0] === CTRL_C;
    report(isInterrupt ? parser.interrupt() : parser.push(bytes));
    const { pending } = parser;
    if (isStopped || pending === undefined) return;
    cancelFlush = afterSilence(PATIENCE_MILLISECONDS[pending], () => report(parser.flush()));
  };
  const onOver = (): void => {
    report(parser.flush());
    if (isStopped) return;
    stop();
    onEnd();
  };
  const stop = (): void => {
    if (isStopped) return;
    isStopped = true;
    cancelFlush();
    stream.off('data', onData);
    for (const event of ['end', 'close', 'error']) stream.off(event, onOver);
    stream.pause();
  };

  for (const event of ['end', 'close', 'error']) stream.on(event, onOver);
  stream.on('data', onData);
  return stop;
}

/**
 * Calls `act` once the time is over and what came meanwhile, while this thread was busy, is read. Returns a function that
 * cancels it, for the case that something was read.
 */
function afterSilence(milliseconds: number, act: () => void): () => void {
  let afterReading: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    afterReading = setImmediate(act);
  }, milliseconds);
  timer.unref();
  return () => {
    clearTimeout(timer);
    clearImmediate(afterReading);
  };
}
