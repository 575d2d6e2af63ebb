import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { SourceDescription } from '../../input/source.ts';
import { StringInterner } from '../../pipeline/columns/interner.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { Assembly } from './assembly.ts';
import { newPoolMemory, PoolControl } from './pool-control.ts';
import { type ChunkResult, textBytesOf, type WorkerInit, type WorkerReport } from './pool-messages.ts';
import type { PoolTask, TaskAnswer, TaskAnswers } from './pool-tasks.ts';
import { newInternerControl } from './shared-interner.ts';

export interface PoolOptions {
  /** How many threads, two at least. */
  readonly workers: number;
  /** The bundled pool-worker. */
  readonly workerUrl: URL;
  readonly chunkBytes: number;
  /** From 0 to 19: how far other threads go first. */
  readonly niceness: number;
}

export interface PoolListener {
  /** Rows of CSV for the rejections found, in file order; more come when it is done with these. */
  readonly onRejectionRows?: (rows: Uint8Array) => Promise<void> | void;
  /** After each chunk, when it is in the assembly. */
  readonly onChunk?: () => void;
}

/** For each thread so many tasks may be under way whose answers are taken in order. */
const TASKS_AHEAD = 3;

interface OpenTask {
  readonly worker: number;
  readonly done: (answer: TaskAnswer) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Threads that read one file together, each a chunk of it at a time, and then share what else there is to do. What they
 * find stands in memory that all can see; here is who puts it in order.
 */
export class WorkerPool {
  readonly assembly: Assembly;
  /** Done when all is read and in the assembly; fails with what reading failed with. */
  readonly read: Promise<void>;
  private readonly control: PoolControl;
  private readonly chunkCount: number;
  private readonly workers: Worker[] = [];
  private readonly taskPorts: MessagePort[] = [];
  private readonly waiting = new Map<number, ChunkResult>();
  private readonly openTasks = new Map<number, OpenTask>();
  /** How many each thread has. */
  private readonly taskCounts: number[] = [];
  private isTaking = false;
  private lastTask = 0;
  private isOver = false;
  private allRead: () => void = () => undefined;
  private failRead: (error: Error) => void = () => undefined;

  constructor(
    source: SourceDescription,
    settings: PipelineSettings,
    { workers, workerUrl, chunkBytes, niceness }: PoolOptions,
    private readonly listener: PoolListener,
  ) {
    const control = newPoolMemory();
    this.control = new PoolControl(control);
    this.chunkCount = Math.max(1, Math.ceil((source.sizeBytes ?? 0) / chunkBytes));
    const memory = { users: new StringInterner(0).memory(), types: new StringInterner(0).memory() };
    this.assembly = new Assembly(settings, memory);
    this.control.beginAt(this.assembly.checkpoint);
    this.read = new Promise((resolve, reject) => {
      this.allRead = resolve;
      this.failRead = reject;
    });
    // Whoever waits for it learns of a failure; if nobody does, it is told otherwise.
    this.read.catch(() => undefined);
    const tables = {
      users: { control: newInternerControl(), memory: memory.users },
      types: { control: newInternerControl(), memory: memory.types },
    };
    const peers = portsBetween(workers);
    const wantsRejectionRows = listener.onRejectionRows !== undefined;
    for (let number = 0; number < workers; number++) {
      const { port1, port2 } = new MessageChannel();
      const order: WorkerInit = {
        ...{ source, settings, chunkBytes, chunkCount: this.chunkCount, wantsRejectionRows, niceness },
        ...{ control, tables, peers: peers[number], tasks: port2 },
      };
      this.taskPorts.push(port1);
      this.workers.push(this.start(workerUrl, order));
      this.taskCounts.push(0);
    }
  }

  /** Has the tasks done; answers in their order. */
  async doAll<Kind extends PoolTask['kind']>(
    tasks: Iterable<Extract<PoolTask, { kind: Kind }>>,
  ): Promise<TaskAnswers[Kind][]> {
    const answers: TaskAnswers[Kind][] = [];
    for await (const answer of this.inOrder<Kind>(tasks)) answers.push(answer);
    return answers;
  }

  /** The same one by one: no more are under way, or wait to be taken, than a few for each thread. */
  async *inOrder<Kind extends PoolTask['kind']>(
    tasks: Iterable<Extract<PoolTask, { kind: Kind }>>,
  ): AsyncGenerator<TaskAnswers[Kind]> {
    const underWay: Promise<TaskAnswers[Kind]>[] = [];
    for (const task of tasks) {
      const answer = this.do(task);
      // A failure is met where the answer is awaited; until then it must not count as unhandled.
      answer.catch(() => undefined);
      underWay.push(answer);
      const first = underWay.length < TASKS_AHEAD * this.size ? undefined : underWay.shift();
      if (first !== undefined) yield await first;
    }
    for (const answer of underWay) yield await answer;
  }

  /** Has a task done by the thread that has the fewest waiting. */
  private do<Kind extends PoolTask['kind']>(
    task: Extract<PoolTask, { kind: Kind }>,
  ): Promise<TaskAnswers[Kind]> {
    const { taskCounts } = this;
    return this.ask(taskCounts.indexOf(Math.min(...taskCounts)), task);
  }

  /** Has a task done by each thread. */
  async doByEach(task: PoolTask): Promise<void> {
    await Promise.all(this.workers.map((_, worker) => this.ask(worker, task)));
  }

  /** How many threads there are to share the work. */
  get size(): number {
    return this.workers.length;
  }

  /** Ends the threads, whatever they are doing. */
  async stop(): Promise<void> {
    this.isOver = true;
    this.fail(new Error('the reading was stopped'));
    for (const port of this.taskPorts) port.close();
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private start(workerUrl: URL, order: WorkerInit): Worker {
    const transferList = [order.tasks, ...order.peers];
    // A word of the runtime's own, a warning say, must not get onto the screen.
    const worker = new Worker(workerUrl, { workerData: order, transferList, stdout: true, stderr: true });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (report: WorkerReport) => this.take(report));
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', (exitCode) => {
      this.isOver = true;
      this.fail(new Error(`a reading thread ended with ${exitCode}`));
    });
    return worker;
  }

  private ask<Kind extends PoolTask['kind']>(
    worker: number,
    task: Extract<PoolTask, { kind: Kind }>,
  ): Promise<TaskAnswers[Kind]> {
    return new Promise((done, fail) => {
      if (this.isOver) return fail(new Error('the reading threads have ended'));
      const id = ++this.lastTask;
      this.taskCounts[worker]++;
      // The answer to a task is of its kind.
      this.openTasks.set(id, { worker, done: done as OpenTask['done'], fail });
      this.taskPorts[worker].postMessage({ id, task });
      this.control.wake();
    });
  }

  private take(report: WorkerReport): void {
    if (report.kind === 'failed') {
      const { task, message, code } = report;
      const error = Object.assign(new Error(message), code === undefined ? {} : { code });
      if (task === undefined) this.failReading(error);
      else this.endTask(task)?.fail(error);
    } else if (report.kind === 'answer') {
      this.endTask(report.id)?.done(report.answer);
    } else {
      this.waiting.set(report.chunk, report);
      this.takeInOrder().catch((error) => this.failReading(error));
    }
  }

  /** The task that has come to its end; nothing where it was given up before. */
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
    for (let news = waiting.get(assembly.chunks); news !== undefined; news = waiting.get(assembly.chunks)) {
      waiting.delete(assembly.chunks);
      assembly.take(news);
      for (const rows of news.rejectionRows) await listener.onRejectionRows?.(rows);
      control.addWaiting(-textBytesOf(news));
      control.consume(assembly.chunks);
      listener.onChunk?.();
    }
    this.isTaking = false;
    if (assembly.chunks === this.chunkCount) this.allRead();
  }

  /** Several threads may fail at the same thing, while what was read by then is grouped: tasks go on. */
  private failReading(error: Error): void {
    this.control.stop();
    this.failRead(error);
  }

  private fail(error: Error): void {
    this.failReading(error);
    for (const { fail } of this.openTasks.values()) fail(error);
    this.openTasks.clear();
  }
}

/** For each of `count` threads its ports to all others. */
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
