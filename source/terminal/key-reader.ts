import type { Input } from './input.ts';
import { KeyParser } from './key-parser.ts';

/** How long an ESC may be the beginning of a sequence. Links that cut one and then wait longer are rare. */
const ESCAPE_MILLISECONDS = 50;

/**
 * Reads a terminal's input until it ends or fails, which is told once. Answers what stops it: nothing is told from then
 * on, and the stream is paused.
 */
export function readKeys(
  stream: NodeJS.ReadableStream,
  onInput: (input: Input) => void,
  onEnd: () => void,
): () => void {
  const parser = new KeyParser();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const tell = (inputs: readonly Input[]): void => {
    for (const input of inputs) {
      // Whoever is told may have stopped it.
      if (isStopped) return;
      onInput(input);
    }
  };
  const onData = (bytes: Uint8Array | string): void => {
    clearTimeout(timer);
    tell(parser.push(bytes));
    if (isStopped || !parser.waiting) return;
    timer = setTimeout(() => tell(parser.flush()), ESCAPE_MILLISECONDS);
    timer.unref();
  };
  const onOver = (): void => {
    tell(parser.flush());
    if (isStopped) return;
    stop();
    onEnd();
  };
  const stop = (): void => {
    if (isStopped) return;
    isStopped = true;
    clearTimeout(timer);
    stream.off('data', onData);
    for (const event of ['end', 'close', 'error']) stream.off(event, onOver);
    stream.pause();
  };

  for (const event of ['end', 'close', 'error']) stream.on(event, onOver);
  stream.on('data', onData);
  return stop;
}
