import { dukcapil } from '../../../../connectors/dukcapil/connector.ts';
import { dukcapilSandbox } from '../../../../connectors/dukcapil/sandbox/server.ts';
import { NIK } from '../../../connectors/dukcapil/wire.ts';
import { overTheWire } from '../../../connectors/lapor/sandbox-client.ts';
import { NOW } from '../../../connectors/read-answer.ts';
import { withSandbox } from '../../../connectors/sandbox-kit/with-sandbox.ts';
import { dukcapil as opener } from './envelopes.ts';
import { type Json, parse, print } from './json.ts';
import { ask, operationOf, type Subject, subjectOf } from './subject.ts';

const BEYOND_A_DOUBLE = '9471014507929903';
const DECEASED = '1275010402559902';
const claims = {
  ...{ ambang: 90, nik: NIK, nama: 'BUNGA CONTOH', tempatLahir: 'BINJAI', tanggalLahir: '1990-08-15' },
  ...{ jenisKelamin: 'P', alamat: 'JL. CONTOH NO. 1', namaKabupatenKota: 'BINJAI', rt: '003' },
};

const questions = [
  ...['regional', 'national'].flatMap((release) => [
    { release, operation: 'call-nik', label: 'a record', asked: { nik: NIK } },
    { release, operation: 'call-nik', label: 'a number beyond 2^53', asked: { nik: BEYOND_A_DOUBLE } },
    { release, operation: 'verifikasi', label: 'compared', asked: claims },
  ]),
  // the regional servers say of neither that they are there
  { release: 'national', operation: 'call-nik', label: 'deceased', asked: { nik: DECEASED } },
  { release: 'national', operation: 'verifikasi', label: 'deceased', asked: { ...claims, nik: DECEASED } },
];

export async function recordDukcapil(): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  await withSandbox(
    dukcapilSandbox,
    async ({ url }) => {
      for (const question of questions) subjects.push(await record(url, question));
    },
    { now: () => NOW },
  );
  return subjects;
}

async function record(url: string, question: (typeof questions)[number]): Promise<Subject> {
  const { release, operation: name, asked, label } = question;
  const operation = operationOf('dukcapil', release, name);
  const config = configAt(url);
  const wire = {
    ...{ instance: 'dukcapil', protocol: dukcapil.protocols['get-json'], config, now: () => NOW },
    settings: dukcapil.settingsOf(config, operation.service),
  };
  let body: Json = null;
  await ask(wire, operation, asked, async (request) => {
    const answer = await overTheWire(request);
    body = parse(answer.text);
    return answer;
  });
  return subjectOf({
    ...{ upstream: 'dukcapil', release, operation: name, label, asked, body, opener },
    codeAt: ['content', 0, 'RESPONSE_CODE'],
    read: (changed) => ask(wire, operation, asked, () => ({ status: 200, headers: {}, text: textOf(changed) })),
  });
}

const textOf = (body: Json | undefined) =>
  typeof body === 'string' || body === undefined ? (body ?? '') : print(body);

function configAt(url: string) {
  const account = { userId: '010120250900DISKOMINFO1275', password: 'rahasia-uji', ipUser: '10.75.0.10', baseUrl: url };
  return {
    services: {
      national: { institution: 'DISKOMINFO1275', ...account },
      regional: { region: '12-75', regionUser: 'diskominfo_1275', ...account },
    },
  };
}
