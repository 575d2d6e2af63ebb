import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { startWorker } from '../../source/engine/start-worker.ts';
import { inFolder } from '../helpers/command.ts';

/** Keeps some 60 MiB of objects and reports which kinds of garbage collection that took. */
const KEEPS_OBJECTS = `
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
const kinds = new Set();
const observer = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) kinds.add(detail.kind);
});
observer.observe({ entryTypes: ['gc'] });
const kept = [];
for (let i = 0; i < workerData.objects; i++) kept.push({ number: i + 0.5, text: 'x' + i });
while (kinds.size === 0) await sleep(1);
await sleep(10);
observer.disconnect();
console.log('not for the screen');
parentPort.postMessage({ kept: kept.length, kinds: [...kinds] });
`;

/** node:perf_hooks constants.NODE_PERFORMANCE_GC_MINOR. */
const MINOR = 1;

it(
  'a thread marks its heap no earlier than at a size that none of ours reaches: marking while it ends would abort the process',
  inFolder(async (folder) => {
    const path = await folder.write('keeps-objects.mjs', KEEPS_OBJECTS);
    const worker = startWorker(pathToFileURL(path), { objects: 800_000 });
    const [report] = await once(worker, 'message');
    expect(report).toEqual({ kept: 800_000, kinds: [MINOR] });
    await worker.terminate();
  }),
);
