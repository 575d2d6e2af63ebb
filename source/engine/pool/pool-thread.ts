import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  type TransferListItem,
  type Worker,
} from 'node:worker_threads';
import { startWorker } from '../start-worker.ts';
import type { WorkerInit, WorkerReport } from './pool-messages.ts';

/** What a thread is started with: where its `WorkerInit` comes from. */
export interface PoolThreadStart {
  readonly port: MessagePort;
  /** One number: 0 until the `WorkerInit` is there. */
  readonly isThere: Int32Array;
}

/** Called while a thread of a pool runs. */
export interface PoolThreadListener {
  readonly onReport: (report: WorkerReport) => void;
  /** Called when the thread has thrown, or has ended. */
  readonly onEnd: (error: Error) => void;
}

/** A thread of a pool. It can be started before it is known what it will read: starting takes as long as making a plan. */
export class PoolThread {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly isThere = new Int32Array(new SharedArrayBuffer(4));
  private listener: PoolThreadListener | undefined;
  private failure: Error | undefined;

  /** `workerUrl`: of the bundled pool-worker. */
  constructor(workerUrl: URL) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const start: PoolThreadStart = { port: port2, isThere: this.isThere };
    this.worker = startWorker(workerUrl, start, [port2]);
    this.worker.on('message', (report: WorkerReport) => this.listener?.onReport(report));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (exitCode) => this.fail(new Error(`a reading thread ended with ${exitCode}`)));
  }

  /** Has the thread read. The ports of `transferList` move to it. */
  begin(init: WorkerInit, transferList: readonly TransferListItem[], listener: PoolThreadListener): void {
    this.listener = listener;
    if (this.failure !== undefined) listener.onEnd(this.failure);
    this.port.postMessage(init, transferList);
    Atomics.store(this.isThere, 0, 1);
    Atomics.notify(this.isThere, 0);
  }

  /** Ends the thread, whatever it is doing. */
  async end(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.listener?.onEnd(error);
  }
}

/** Waits, on the thread itself, for what `begin` gives it. */
export function receiveInit({ port, isThere }: PoolThreadStart): WorkerInit {
  Atomics.wait(isThere, 0, 0);
  const init: WorkerInit | undefined = receiveMessageOnPort(port)?.message;
  if (init === undefined) throw new Error('a reading thread was started with nothing to read');
  port.close();
  return init;
}
