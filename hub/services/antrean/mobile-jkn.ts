import type { CallbackService } from '../callback-service.ts';
import { batalLewatMobileJkn, checkIn } from './arriving.ts';
import { fktpAnswers } from './fktp.ts';
import { pasienBaru } from './new-patient.ts';
import { operationsOfDays, operationsOfPatient } from './operations.ts';
import { ambilAntreanFarmasi, statusAntreanFarmasi } from './pharmacy.ts';
import { sisaAntrean, statusAntrean } from './queue.ts';
import { ambilAntrean } from './taking.ts';

/**
 * What the city answers Mobile JKN, from what its applications published: schedules, patients, operations (the BPJS
 * notes, sections 8 and 8.1). Every refusal is a sentence a patient can act on.
 */
export const mobileJknServices: readonly CallbackService[] = [
  statusAntrean,
  ambilAntrean,
  sisaAntrean,
  batalLewatMobileJkn,
  checkIn,
  pasienBaru,
  operationsOfDays,
  operationsOfPatient,
  ambilAntreanFarmasi,
  statusAntreanFarmasi,
  ...fktpAnswers,
].map((service) => ({ ...service, connector: 'bpjs' }));
