import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Callback } from '../../../connectors/callback.ts';
import type { Connector } from '../../../connectors/connector.ts';
import { forgetCalls } from '../../../hub/callbacks/heard.ts';
import { type CallbackService, done } from '../../../hub/services/callback-service.ts';
import { booking, person, publish } from './hospital.ts';
import { type CallbackOptions, CREDENTIALS, RSUD, withCallbacks } from './with-callbacks.ts';

/** A bank, say: it names each of its calls, and words its answers in its own way. */
const notice: Callback<unknown> = {
  name: 'uji.kabar',
  method: 'POST',
  path: 'kabar/{jenis}',
  writes: true,
  receive({ headers, body, pathNames }) {
    if (headers.authorization !== 'rahasia')
      return { kind: 'answered', response: { status: 403, headers: {}, body: 'siapa?' } };
    const { nomor } = JSON.parse(body) as { nomor?: string };
    const question = { isi: body, jenis: pathNames.jenis };
    return nomor === undefined ? { kind: 'asked', question } : { kind: 'asked', question, identity: nomor };
  },
  answer(answer) {
    if (answer.kind === 'done' && typeof answer.value.kata !== 'string')
      throw new RangeError('the answer lacks "kata"');
    const words = answer.kind === 'done' ? String(answer.value.kata) : `${answer.kind}: ${answer.reason}`;
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: words };
  },
};
const connector = { name: 'uji', callbacks: [notice] } as unknown as Connector<never>;

function answeredBy(answer: CallbackService['answer']): CallbackOptions {
  return {
    instances: [{ name: 'bank', connector, settings: {} }],
    services: [{ connector: 'uji', callback: 'uji.kabar', answer }],
  };
}

async function tell(url: string, body: object, path = 'kabar/lunas'): Promise<string> {
  const response = await fetch(`${url}/callbacks/bank/${path}`, {
    method: 'POST',
    headers: { authorization: 'rahasia' },
    body: JSON.stringify(body),
  });
  return response.text();
}

describe('an address', () => {
  test.each([
    { method: 'GET', path: '/callbacks/', status: 404 },
    { method: 'GET', path: '/callbacks/nobody/rs/auth', status: 404 },
    { method: 'GET', path: '/callbacks/rsud/rs/nothing', status: 404 },
    { method: 'GET', path: '/callbacks/rsud/%E0%A4%A', status: 404 },
    { method: 'GET', path: '/callbacks/rsud/fktp/antrean/status//2026-11-20', status: 404 },
    { method: 'PUT', path: '/callbacks/rsud/rs/antrean/ambil', status: 405 },
    { method: 'GET', path: '/callbacks/rsud/rs/auth/', status: 200 },
    { method: 'GET', path: '/v1/status', status: 418 },
  ])('$method $path is answered $status', ({ method, path, status }) =>
    withCallbacks({}, async ({ url }) => {
      const response = await fetch(url + path, { method });
      expect(response.status).toBe(status);
      if (status === 405) expect(response.headers.get('allow')).toBe('POST');
      expect(response.headers.get('content-type') ?? '').not.toMatch('problem');
    }),
  );
});

describe('Mobile JKN is let in', () => {
  const post = (url: string, headers: Record<string, string>, body = '{}') =>
    fetch(`${url}/callbacks/${RSUD}/rs/antrean/status`, { method: 'POST', headers, body }).then((one) => one.json());

  test('with a token that is not expired, and in no other way', () =>
    withCallbacks({}, async ({ url, jkn, clock, outcomes }) => {
      const { response } = await jkn.token();
      const { token } = response as { token: string };
      const { username } = CREDENTIALS;
      const good = { 'x-token': token, 'x-username': username };
      expect(await post(url, good)).toMatchObject({ metadata: { message: 'kodepoli belum diisi' } });
      for (const headers of [
        {},
        { 'x-username': username },
        { ...good, 'x-token': `${token}x` },
        { ...good, 'x-username': 'x' },
      ])
        expect(await post(url, headers as Record<string, string>)).toMatchObject({ metadata: { code: 201 } });
      clock.pass(61);
      expect(await post(url, good)).toMatchObject({ metadata: { code: 201, message: 'Token Expired' } });
      expect(new Set(outcomes)).toEqual(new Set(['mobile-jkn.token answered', 'mobile-jkn.status-antrean answered']));
    }));

  test('a body that is too long or no JSON is refused in its own form', () =>
    withCallbacks({}, async ({ url, jkn }) => {
      const { token } = (await jkn.token()).response as { token: string };
      const headers = { 'x-token': token, 'x-username': CREDENTIALS.username };
      expect(await post(url, headers, 'x'.repeat(70_000))).toMatchObject({
        metadata: { code: 201, message: expect.stringMatching(/terlalu besar/) },
      });
      expect(await post(url, headers, 'kodepoli=INT')).toMatchObject({ metadata: { code: 201 } });
    }));

  test('not more often than a minute allows', () =>
    withCallbacks({ callsPerMinute: 2 }, async ({ jkn }) => {
      await jkn.token();
      await jkn.token();
      expect(await jkn.token()).toMatchObject({ code: 201, message: expect.stringMatching(/sibuk/) });
    }));
});

describe('a call with a name of its own', () => {
  test('is answered once, and a repeat hears the first answer, after a restart too', () => {
    let times = 0;
    const service = async () => {
      times += 1;
      return done({ kata: `yang ke-${times}` });
    };
    return withCallbacks(answeredBy(service), async (given) => {
      const heard = await Promise.all([1, 2, 3].map(() => tell(given.url, { nomor: 'A1' })));
      expect(heard).toEqual(['yang ke-1', 'yang ke-1', 'yang ke-1']);
      await given.reopen();
      expect(await tell(given.url, { nomor: 'A1' })).toBe('yang ke-1');
      expect(await tell(given.url, { nomor: 'A2' })).toBe('yang ke-2');
      expect(await given.store.records.count({ collection: 'panggilan' })).toBe(2);
    });
  });

  test('is asked again where the first answer was "later"', () => {
    let times = 0;
    const service: CallbackService['answer'] = async () => {
      times += 1;
      return times === 1 ? { kind: 'unavailable', reason: 'nanti' } : done({ kata: 'sekarang' });
    };
    return withCallbacks(answeredBy(service), async ({ url }) => {
      expect(await tell(url, { nomor: 'A1' })).toBe('unavailable: nanti');
      expect(await tell(url, { nomor: 'A1' })).toBe('sekarang');
    });
  });

  test('is on the disk before it is decided, sealed and without what lets somebody in, and goes after a month', () =>
    withCallbacks(
      answeredBy(async (_question, { records }) => {
        const [kept] = await records.list<{ body: string; headers: object }>({ collection: 'panggilan', limit: 1 });
        return done({ kata: `${kept?.value.body} ${'authorization' in (kept?.value.headers ?? {})}` });
      }),
      async (given) => {
        expect(await tell(given.url, { nama: 'BUDI' })).toBe('{"nama":"BUDI"} false');
        const [raw] = await given.store.records.list({ collection: 'panggilan', limit: 1 });
        expect(Buffer.from(raw?.sealed ?? []).toString('latin1')).not.toMatch('BUDI');
        await forgetCalls.run(given.jobContext());
        expect(await given.store.records.count({ collection: 'panggilan' })).toBe(1);
        given.clock.pass(31 * 24 * 60);
        await forgetCalls.run(given.jobContext());
        expect(await given.store.records.count({ collection: 'panggilan' })).toBe(0);
      },
    ));

  test('gets the path and the very bytes', () =>
    withCallbacks(
      answeredBy(async ({ isi, jenis }) => done({ kata: `${jenis} ${isi}` })),
      async ({ url }) => expect(await tell(url, { kata: 'é' }, 'kabar/a%2Fb')).toBe('a/b {"kata":"é"}'),
    ));
});

describe('what goes wrong here', () => {
  test.each<{ because: string; service: CallbackService['answer'] }>([
    { because: 'a service that throws', service: () => Promise.reject(new Error('of its own')) },
    { because: 'an answer that cannot be put into words', service: async () => done({}) },
  ])('is "unavailable" in the words of the upstream: $because', ({ service }) =>
    withCallbacks(answeredBy(service), async ({ url, troubles }) => {
      expect(await tell(url, { nomor: 'A1' })).toMatch(/^unavailable: Sistem sedang sibuk/);
      expect(troubles).toHaveLength(1);
    }),
  );

  test('a service that is too slow is left behind, told so, and begins nothing new', () => {
    const late = Promise.withResolvers<boolean>();
    return withCallbacks(
      {
        ...answeredBy(
          (_question, { signal }) =>
            new Promise((resolve) => {
              signal.addEventListener('abort', () => {
                late.resolve(signal.aborted);
                resolve(done({ kata: 'terlambat' }));
              });
            }),
        ),
        deadlineMs: 50,
      },
      async ({ url }) => {
        expect(await tell(url, { nomor: 'A1' })).toMatch(/^unavailable/);
        expect(await late.promise).toBe(true);
      },
    );
  });

  test('nobody is booked when the answer can no longer be heard', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const patience = new AbortController();
      patience.abort();
      const { ambilAntrean } = await import('../../../hub/services/antrean/taking.ts');
      const { nik, nomorkartu } = person(1);
      const question = { nik, nomorKartu: nomorkartu, telepon: '081200000001', kodePoli: 'INT', kodeDokter: '12345' };
      const asked = { ...question, tanggalPeriksa: '2026-11-21', jamPraktek: '08:00-12:00' };
      const context = {
        ...given.jobContext(),
        instance: RSUD,
        signal: patience.signal,
        askApplication: async () => undefined,
      };
      expect(await ambilAntrean.answer(asked, context)).toMatchObject({ kind: 'unavailable' });
      expect(await given.jkn.ambil(booking(1))).toMatchObject({ code: 200 });
      expect(given.told).toHaveLength(1);
    }));
});

const SECRET = `whsec_${Buffer.from('rahasia untuk uji, 32 karakter..').toString('base64')}`;

describe('an application that answers questions', () => {
  const newPatient = { ...person(9), nomorkk: '9901010101200001', nama: 'RATNA CONTOH', jeniskelamin: 'P' };
  const particulars = {
    ...{ ...newPatient, tanggallahir: '1990-01-01', nohp: '081200000009', alamat: 'Jalan Contoh 1', rw: '1', rt: '2' },
    ...{ kodeprop: '99', namaprop: 'C', kodedati2: '9901', namadati2: 'C', kodekec: '01', namakec: 'C', kodekel: '1' },
    namakel: 'C',
  };

  test.each([
    { when: 'it answers', status: 200, answer: '{"nomorRekamMedis":"000555"}', want: '000555' },
    { when: 'it fails', status: 500, answer: '{"nomorRekamMedis":"000555"}', want: 'SPL-000001' },
    { when: 'it answers with a page', status: 200, answer: '<html>', want: 'SPL-000001' },
    { when: 'it answers without a number', status: 200, answer: '{"nomorRekamMedis":null}', want: 'SPL-000001' },
    { when: 'it never answers', status: 0, answer: '', want: 'SPL-000001' },
  ])('is asked for the record number, signed: $when', async ({ status, answer, want }) => {
    const asked: unknown[] = [];
    const application = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        asked.push(new Webhook(SECRET).verify(Buffer.concat(chunks), headers));
        if (status > 0) response.writeHead(status).end(answer);
      });
    });
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(application.address() as AddressInfo).port}/jawab`;
    const answeringOf = (name: string) => (name === 'simrs' ? { url, secret: SECRET } : undefined);
    try {
      await withCallbacks({ answeringOf, askWithinMs: 300, start: new Date().toISOString() }, async (given) => {
        await publish(given);
        expect(await given.jkn.pasienBaru(particulars)).toMatchObject({ code: 200, response: { norm: want } });
      });
    } finally {
      application.closeAllConnections();
      await new Promise((resolve) => application.close(resolve));
    }
    expect(asked).toMatchObject([{ jenis: 'pasien.baru', data: { nik: person(9).nik, nama: 'RATNA CONTOH' } }]);
  });
});
