/** The entry of the load worker: see LoadClient, which starts it. Gives the engine how files are opened. */
import { runLoadWorker } from '../../engine/load/run-load-worker.ts';
import type { ContainerChoice } from '../containers.ts';
import { fileOpening } from '../file-opening.ts';
import { followedForScreen } from '../followed-listing.ts';

/** nice value of the threads that decompress: below the one that draws and the one that answers. */
const NICENESS = 15;

// What flags say about containers, as plain data, from the thread that read them.
runLoadWorker(
  (container) => fileOpening(container as ContainerChoice, NICENESS),
  (container) => followedForScreen(container as ContainerChoice, NICENESS),
);
