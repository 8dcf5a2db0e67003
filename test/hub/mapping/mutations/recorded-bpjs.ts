import { bpjs } from '../../../../connectors/bpjs/connector.ts';
import { bpjsSandbox } from '../../../../connectors/bpjs/sandbox/server.ts';
import type { HttpRequest } from '../../../../connectors/connector.ts';
import { now } from '../../../connectors/bpjs/antrean-client.ts';
import { booking } from '../../../connectors/bpjs/asked-booking.ts';
import { first, opened } from '../../../connectors/bpjs/sandbox-client.ts';
import { keyTextOf, sealed } from '../../../connectors/bpjs/wire.ts';
import { overTheWire } from '../../../connectors/lapor/sandbox-client.ts';
import { withSandbox } from '../../../connectors/sandbox-kit/with-sandbox.ts';
import { bpjs as opener } from './envelopes.ts';
import { isBlank, isRecord, type Json, parse, print } from './json.ts';
import { ask, operationOf, type Subject, subjectOf } from './subject.ts';

const { kodeBooking } = booking;
const membership = [
  ['peserta-by-nik', { nik: booking.nik, tanggal: '2026-11-20' }],
  ['peserta-by-kartu', { nomorKartu: booking.nomorKartu, tanggal: '2026-11-20' }],
  ['rujukan', { nomorRujukan: booking.nomorReferensi }],
  ['rujukan-by-kartu', { nomorKartu: '0009910000003' }],
  ['referensi-poli', { kata: 'INT' }],
] as const;

/** In an order in which BPJS takes them. */
const queue = [
  ['ref-poli', {}],
  ['ref-dokter', {}],
  ['jadwal-dokter', { kodePoli: 'INT', tanggal: '2026-11-20' }],
  ['antrean-tambah', booking],
  ['antrean-waktu', { kodeBooking, tahap: 3, waktu: '2026-11-20T08:00:00+07:00' }],
  ['antrean-waktu', { kodeBooking, tahap: 4, waktu: '2026-11-20T08:10:00+07:00' }],
  ['antrean-farmasi', { kodeBooking, jenisResep: 'racikan', angkaAntrean: 7 }],
  ['antrean-tugas', { kodeBooking }],
  ['antrean-terdaftar', { kodeBooking }],
  ['antrean-batal', { kodeBooking, keterangan: 'Berhalangan' }],
] as const;

const questions = [
  ...membership.map(([operation, asked]) => ({ release: 'vclaim-1.1', operation, asked })),
  ...membership.map(([operation, asked]) => ({ release: 'vclaim-2.0', operation, asked })),
  ...queue.map(([operation, asked]) => ({ release: 'antrean-rs', operation, asked })),
];

export async function recordBpjs(): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  await withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      for (const question of questions) subjects.push(await record(url, question));
    },
    { now },
  );
  return subjects;
}

async function record(url: string, { release, operation: name, asked }: (typeof questions)[number]): Promise<Subject> {
  const operation = operationOf('bpjs', release, name);
  const protocol = Object.entries(bpjs.protocols).find(([one]) => one === operation.protocol)?.[1];
  if (!protocol) throw new Error(`BPJS does not speak ${operation.protocol}`);
  const wire = { instance: 'bpjs', protocol, config: configAt(url), settings: {}, now };
  let body: Json = null;
  await ask(wire, operation, asked, async (request) => {
    const answer = await overTheWire(request);
    body = inClear(parse(answer.text), request);
    return answer;
  });
  const isSealed = release !== 'vclaim-1.1';
  return subjectOf({
    ...{ upstream: 'bpjs', release, operation: name, asked, body, opener },
    codeAt: [release === 'antrean-rs' ? 'metadata' : 'metaData', 'code'],
    read: (changed) =>
      ask(wire, operation, asked, (request) => ({
        status: 200,
        headers: {},
        text: textOf(changed, isSealed, request),
      })),
  });
}

function configAt(url: string) {
  return {
    ...{ consumerId: first.consumerId, consumerSecret: first.secret },
    services: {
      vclaim: { baseUrl: `${url}/vclaim-rest`, userKey: 'kunci-vclaim-1000' },
      'vclaim-1.1': { baseUrl: `${url}/vclaim-rest-1.1` },
      'antrean-rs': { baseUrl: `${url}/antreanrs`, userKey: 'kunci-antrean-1000' },
    },
  };
}

/** The content of a sealed answer stands in the body as if it had never been sealed. */
function inClear(body: Json, { headers }: HttpRequest): Json {
  if (!isRecord(body) || typeof body.response !== 'string') return body;
  return { ...body, response: parse(opened(body.response, first, headers['X-timestamp'] ?? '') ?? '') };
}

function textOf(body: Json | undefined, isSealed: boolean, request: HttpRequest): string {
  if (typeof body === 'string' || body === undefined) return body ?? '';
  if (!isSealed || !isRecord(body)) return print(body);
  const members = Object.entries(body).map(([name, value]) =>
    name.toLowerCase() === 'response' && !isBlank(value)
      ? [name, sealed(print(value), keyTextOf(request))]
      : [name, value],
  );
  return print(Object.fromEntries(members));
}
