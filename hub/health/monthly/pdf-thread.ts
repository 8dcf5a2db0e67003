import { parentPort, workerData } from 'node:worker_threads';
import { draw } from './pdf.ts';
import type { LaporanBulanan } from './report.ts';

const bytes = await draw(workerData as LaporanBulanan);
parentPort?.postMessage(bytes, [bytes.buffer]);
