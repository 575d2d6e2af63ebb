import { StandardSink } from '../output/sinks/descriptor-sink.ts';
import type { Sink } from '../output/sinks/sink.ts';
import { TerminalSink } from '../output/sinks/terminal-sink.ts';
import { WatchedSink } from '../output/sinks/watched-sink.ts';
import type { Outputs } from './batch-outputs.ts';
import type { ProgressLine } from './progress.ts';

/** Returns the outputs, wrapped so that they report their progress. */
export function withProgress(outputs: Outputs, progress: ProgressLine): Outputs {
  const watch = ([name, sink]: [string, Sink]): [string, Sink] => {
    const onWrite = (bytesWritten: number): void => {
      // The output may be the terminal that shows the line.
      if (sink instanceof StandardSink || sink instanceof TerminalSink) progress.clear();
      else if (name !== 'rejections') progress.writing(sink.name, bytesWritten);
      // Rejections are written while the input is read, which shows its own progress.
      else progress.writingRejections(sink.name, bytesWritten);
    };
    return [name, new WatchedSink(sink, onWrite)];
  };
  return Object.fromEntries(Object.entries(outputs).map(watch));
}
