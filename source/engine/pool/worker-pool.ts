import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { StringInterner } from '../../pipeline/columns/interner.ts';
import type { ReadFailure } from '../../pipeline/scan/read-failure.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { DIMENSIONS } from '../../pipeline/validate/dimensions.ts';
import { areFiles, type InputDescription, type TextAnswer } from '../files/files-input.ts';
import { Assembly } from './assembly.ts';
import { chunksOfFiles, piecesOf } from './file-chunks.ts';
import { newPoolMemory, PoolControl } from './pool-control.ts';
import { type ChunkResult, textBytesOf, type WorkerInit, type WorkerReport } from './pool-messages.ts';
import type { PoolTask, TaskAnswer, TaskAnswers } from './pool-tasks.ts';
import { PoolThread } from './pool-thread.ts';
import { newInternerControl } from './shared-interner.ts';

/** How the threads of a pool read. */
export interface PoolOptions {
  /** How many threads; at least two. */
  readonly workers: number;
  /** URL of the bundled pool-worker. */
  readonly workerUrl: URL;
  readonly chunkBytes: number;
  /** nice value of the threads, from 0 (normal) to 19 (lowest). */
  readonly niceness: number;
  /** Threads that were started ahead; those that are missing are started. */
  readonly threads?: readonly PoolThread[];
}

/** Called by a pool while it reads. */
export interface PoolListener {
  /** Called with the encoded rows of the rejections, in file order; the next rows come when the promise settles. */
  readonly onRejectionRows?: (rows: Uint8Array) => Promise<void> | void;
  /** Opens a file for a thread that cannot: several files, of which some take a thread to decompress. */
  readonly openText?: (file: number) => Promise<TextAnswer>;
  /** Called after each chunk that was added to the assembly. */
  readonly onChunk?: () => void;
}

/** How many tasks per thread may be running or waiting when their answers are taken in order. */
const TASKS_AHEAD = 3;

interface OpenTask {
  readonly worker: number;
  readonly done: (answer: TaskAnswer) => void;
  readonly fail: (error: Error) => void;
}

/**
 * The coordinator of threads that read one file together, each a chunk at a time, and share the tasks that follow. Their
 * results are in shared memory; the coordinator adds their chunks to the assembly in file order.
 */
export class WorkerPool {
  readonly assembly: Assembly;
  /**
   * Resolves when everything readable is in the assembly: to undefined, or to the failure if that is not all of the
   * input. Rejects when a thread or the listener throws.
   */
  readonly read: Promise<ReadFailure | undefined>;
  private readonly control: PoolControl;
  private readonly chunkCount: number;
  private readonly threads: PoolThread[] = [];
  private readonly taskPorts: MessagePort[] = [];
  private readonly textPorts: MessagePort[] = [];
  private readonly waiting = new Map<number, ChunkResult>();
  private readonly openTasks = new Map<number, OpenTask>();
  /** The number of tasks of each thread. */
  private readonly taskCounts: number[] = [];
  private isTaking = false;
  private lastTask = 0;
  private isOver = false;
  private endRead: (failure: ReadFailure | undefined) => void = () => undefined;
  private failRead: (error: Error) => void = () => undefined;

  constructor(
    input: InputDescription,
    settings: PipelineSettings,
    { workers, workerUrl, chunkBytes, niceness, threads = [] }: PoolOptions,
    private readonly listener: PoolListener,
  ) {
    const control = newPoolMemory();
    this.control = new PoolControl(control);
    const chunks = areFiles(input)
      ? chunksOfFiles(input.files, chunkBytes)
      : piecesOf(0, input.sizeBytes ?? 0, chunkBytes);
    this.chunkCount = chunks.length;
    // One for the users and one for each dimension.
    const memory = Array.from({ length: 1 + DIMENSIONS }, () => new StringInterner(0).memory());
    const names = areFiles(input) ? input.files.map(({ path }) => path) : undefined;
    this.assembly = new Assembly(settings, memory, names);
    this.control.beginAt(this.assembly.checkpoint);
    this.read = new Promise((resolve, reject) => {
      this.endRead = resolve;
      this.failRead = reject;
    });
    // Marks a rejection that nothing awaits as handled: tasks fail with it too.
    this.read.catch(() => undefined);
    const interners = memory.map((first) => ({ control: newInternerControl(), memory: first }));
    const peers = portsBetween(workers);
    const wantsRejectionRows = listener.onRejectionRows !== undefined;
    for (let number = 0; number < workers; number++) {
      const { port1, port2 } = new MessageChannel();
      const { port1: textPort, port2: texts } = new MessageChannel();
      const init: WorkerInit = {
        input,
        settings,
        chunkBytes,
        chunks,
        wantsRejectionRows,
        niceness,
        control,
        interners,
        peers: peers[number],
        tasks: port2,
        texts,
      };
      this.taskPorts.push(port1);
      this.textPorts.push(textPort);
      this.threads.push(this.begin(threads[number] ?? new PoolThread(workerUrl), init, number));
      this.taskCounts.push(0);
    }
  }

  /** Runs the tasks on all threads; resolves to their answers, in the order of the tasks. */
  async runAll<Kind extends PoolTask['kind']>(
    tasks: Iterable<Extract<PoolTask, { kind: Kind }>>,
  ): Promise<TaskAnswers[Kind][]> {
    const answers: TaskAnswers[Kind][] = [];
    for await (const answer of this.inOrder<Kind>(tasks)) answers.push(answer);
    return answers;
  }

  /** Yields the answers one by one: at most a few tasks per thread are running, or have answers waiting to be taken. */
  async *inOrder<Kind extends PoolTask['kind']>(
    tasks: Iterable<Extract<PoolTask, { kind: Kind }>>,
  ): AsyncGenerator<TaskAnswers[Kind]> {
    const running: Promise<TaskAnswers[Kind]>[] = [];
    for (const task of tasks) {
      const answer = this.run(task);
      // A rejection is handled where the answer is awaited, not before.
      answer.catch(() => undefined);
      running.push(answer);
      const first = running.length < TASKS_AHEAD * this.size ? undefined : running.shift();
      if (first !== undefined) yield await first;
    }
    for (const answer of running) yield await answer;
  }

  /** Runs a task on the thread that has the fewest. */
  private run<Kind extends PoolTask['kind']>(
    task: Extract<PoolTask, { kind: Kind }>,
  ): Promise<TaskAnswers[Kind]> {
    const { taskCounts } = this;
    return this.post(taskCounts.indexOf(Math.min(...taskCounts)), task);
  }

  /** Runs a task on every thread. */
  async runOnEach(task: PoolTask): Promise<void> {
    await Promise.all(this.threads.map((_, worker) => this.post(worker, task)));
  }

  /** The number of threads. */
  get size(): number {
    return this.threads.length;
  }

  /** Ends the threads, whatever they are doing; tasks and reading fail. */
  async stop(): Promise<void> {
    this.isOver = true;
    this.fail(new Error('reading was stopped'));
    for (const port of [...this.taskPorts, ...this.textPorts]) port.close();
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  private begin(thread: PoolThread, init: WorkerInit, number: number): PoolThread {
    thread.begin(init, [init.tasks, init.texts, ...init.peers], {
      onReport: (report) => this.take(report, number),
      onEnd: (error) => {
        this.isOver = true;
        this.fail(error);
      },
    });
    return thread;
  }

  private post<Kind extends PoolTask['kind']>(
    worker: number,
    task: Extract<PoolTask, { kind: Kind }>,
  ): Promise<TaskAnswers[Kind]> {
    return new Promise((done, fail) => {
      if (this.isOver) return fail(new Error('the reading threads have ended'));
      const id = ++this.lastTask;
      this.taskCounts[worker]++;
      // The answer to a task has the type that belongs to its kind.
      this.openTasks.set(id, { worker, done: done as OpenTask['done'], fail });
      this.taskPorts[worker].postMessage({ id, task });
      this.control.wake();
    });
  }

  private take(report: WorkerReport, worker: number): void {
    if (report.kind === 'failed') {
      const { task, message, code } = report;
      const error = Object.assign(new Error(message), code === undefined ? {} : { code });
      if (task === undefined) this.failReading(error);
      else this.endTask(task)?.fail(error);
    } else if (report.kind === 'answer') {
      this.endTask(report.id)?.done(report.answer);
    } else if (report.kind === 'textWanted') {
      this.openText(report.file, worker).catch((error) => this.failReading(error));
    } else {
      this.waiting.set(report.chunk, report);
      this.takeInOrder().catch((error) => this.failReading(error));
    }
  }

  /** Opens a file for a thread, which waits for its text. */
  private async openText(file: number, worker: number): Promise<void> {
    const answer: TextAnswer = (await this.listener.openText?.(file)) ?? {
      text: new Uint8Array(0),
      failure: undefined,
    };
    if (this.isOver) return;
    this.textPorts[worker].postMessage(answer);
    this.control.wake();
  }

  /** Removes and returns a task that has ended; undefined if the pool was stopped before. */
  private endTask(id: number): OpenTask | undefined {
    const task = this.openTasks.get(id);
    if (task === undefined) return undefined;
    this.openTasks.delete(id);
    this.taskCounts[task.worker]--;
    return task;
  }

  private async takeInOrder(): Promise<void> {
    if (this.isTaking) return;
    this.isTaking = true;
    const { assembly, waiting, listener, control } = this;
    for (let result = waiting.get(assembly.chunks); result; result = waiting.get(assembly.chunks)) {
      waiting.delete(assembly.chunks);
      assembly.take(result);
      for (const rows of result.rejectionRows) await listener.onRejectionRows?.(rows);
      control.addWaiting(-textBytesOf(result));
      control.consume(assembly.chunks);
      listener.onChunk?.();
      if (result.failure !== undefined || assembly.chunks === this.chunkCount)
        this.endRead(result.failure ?? assembly.fileFailure);
    }
    this.isTaking = false;
  }

  /**
   * Ends the reading but not the tasks: what was read before can still be grouped. Several threads may report the same
   * failure.
   */
  private failReading(error: Error): void {
    this.control.stop();
    this.failRead(error);
  }

  /** Ends the reading and all tasks. */
  private fail(error: Error): void {
    this.failReading(error);
    for (const { fail } of this.openTasks.values()) fail(error);
    this.openTasks.clear();
  }
}

/** Returns for each of `count` threads its ports to all others. */
function portsBetween(count: number): MessagePort[][] {
  const ports: MessagePort[][] = Array.from({ length: count }, () => []);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const { port1, port2 } = new MessageChannel();
      ports[a].push(port1);
      ports[b].push(port2);
    }
  }
  return ports;
}
