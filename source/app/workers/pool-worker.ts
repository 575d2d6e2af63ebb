/** The entry of each thread of a worker pool: gives the engine the format in which the command writes rows. */
import { runPoolWorker } from '../../engine/pool/pool-worker.ts';
import { CSV_ENCODER } from '../../output/tables/csv-encoder.ts';

runPoolWorker(CSV_ENCODER);
