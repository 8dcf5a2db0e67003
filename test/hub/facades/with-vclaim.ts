import { type Answer, type Facades, type FacadesOptions, withFacades } from './with-facades.ts';

export const DAY = '2026-11-20';
export const byNik = (nik: string) => `/Peserta/nik/${nik}/tglSEP/${DAY}`;
export const byCard = (card: string) => `/Peserta/nokartu/${card}/tglSEP/${DAY}`;

export interface Envelope {
  readonly metaData: unknown;
  readonly response: unknown;
}
export const json = ({ text }: Pick<Answer, 'text'>) => JSON.parse(text) as Envelope;

/** The old server of the sandbox is gone: whatever is answered comes from VClaim 2.0. */
export const NEW_ONLY = { instances: { bpjs: { releases: ['vclaim-2.0', 'antrean-rs'] } } };
export const withVclaim = (use: (given: Facades) => Promise<void>, options: FacadesOptions = {}) =>
  withFacades(use, { config: NEW_ONLY, ...options });
