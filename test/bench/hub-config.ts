import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

export const KEY = 'simpul-bench-key';
export const SECRET_KEY = 'the secret of the bench, which seals nobody';

export interface HubOptions {
  readonly keeps: boolean;
  readonly mappingsDir?: string;
  /** Absent: nothing is followed. */
  readonly traces?: { readonly endpoint: string; readonly ratio: number };
}

/** A city with one upstream, whose address is given because its sandbox runs in a process of its own. */
export function writeHubConfig(
  directory: string,
  sandboxUrl: string,
  { keeps, mappingsDir, traces }: HubOptions,
): string {
  const config = {
    mode: 'development',
    port: 0,
    dataDir: dataDirOf(directory),
    ...(mappingsDir === undefined ? {} : { mappingsDir }),
    ...(traces === undefined ? {} : { traces }),
    demoKey: KEY,
    logLevel: 'warn',
    instances: {
      bpjs: {
        connector: 'bpjs',
        releases: ['vclaim-2.0', 'vclaim-1.1', 'antrean-rs'],
        settings: {
          consumerId: '1000',
          consumerSecret: 'contoh-rahasia',
          services: {
            vclaim: { baseUrl: `${sandboxUrl}/vclaim-rest`, userKey: 'kunci-vclaim-1000' },
            'vclaim-1.1': { baseUrl: `${sandboxUrl}/vclaim-rest-1.1` },
            'antrean-rs': { baseUrl: `${sandboxUrl}/antreanrs`, userKey: 'kunci-antrean-1000' },
          },
        },
        ...(keeps ? {} : { simpan: { 'peserta-by-nik': { keep: 'tidak' } } }),
      },
    },
    agreements: [
      {
        nomor: '440/PKS-BENCH/2026',
        instansi: 'bpjs',
        keperluan: ['pelayanan-publik'],
        bidang: ['*'],
        berlakuSampai: '2030-12-31',
      },
    ],
  };
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'simpul.yaml');
  writeFileSync(file, stringify(config));
  return file;
}

export function dataDirOf(directory: string): string {
  return join(directory, 'data');
}

/** A city that forwards reports: to a stand-in, or to an address where nobody is. */
export function writeForwardConfig(directory: string, laporUrl: string): string {
  const config = {
    mode: 'development',
    port: 0,
    dataDir: join(directory, 'data'),
    secretKey: SECRET_KEY,
    demoKey: KEY,
    logLevel: 'error',
    instances: {
      lapor: {
        connector: 'lapor',
        releases: ['usulan-1'],
        settings: { services: { 'usulan-1': { baseUrl: `${laporUrl}/api/v1`, token: 'token-uji-lapor' } } },
        agreementRequired: false,
        limits: { concurrentCalls: 256 },
      },
    },
  };
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'simpul.yaml');
  writeFileSync(file, stringify(config));
  return file;
}
