import { parentPort, workerData } from 'node:worker_threads';
import type { LaporanBulanan } from '../report.ts';
import { draw } from './document.ts';

const bytes = await draw(workerData as LaporanBulanan);
parentPort?.postMessage(bytes, [bytes.buffer]);
