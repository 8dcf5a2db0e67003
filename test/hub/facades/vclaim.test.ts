import { expect, test } from '@jest/globals';
import { BUDI, NOBODY, SITI } from '../with-hub.ts';
import { CONSUMER, type Facades, signed } from './with-facades.ts';
import { byCard, byNik, DAY, type Envelope, json, NEW_ONLY, withVclaim } from './with-vclaim.ts';

/** What the old server of the sandbox answers to the same question, with the city's own credentials. */
async function oldAnswer({ hub, clock }: Facades, path: string): Promise<Envelope> {
  const headers = signed({ id: '1000', secret: 'contoh-rahasia' }, clock.now());
  const response = await fetch(`${hub.sandboxes.bpjs.url}/vclaim-rest-1.1${path}`, { headers });
  return (await response.json()) as Envelope;
}

test('members are answered as the old server answers them, field by field, from VClaim 2.0', () =>
  withVclaim(async (given) => {
    for (const path of [byNik(BUDI.nik), byCard(SITI.kartu), byCard('0009900000003'), byCard('0009900000005')]) {
      const old = await oldAnswer(given, path);
      given.hub.sandboxes.bpjs.forget();
      const answer = await given.vclaim(path);
      expect(answer.status).toBe(200);
      expect(json(answer)).toEqual(old);
      expect(given.hub.sandboxes.bpjs.calls().map((call) => call.path.split('/')[1])).toEqual(['vclaim-rest']);
    }
  }));

test('a referral and the list of a card keep their form', () =>
  withVclaim(async (given) => {
    for (const path of ['/Rujukan/990101011126P000001', `/Rujukan/List/Peserta/${SITI.kartu}`]) {
      const [old, answer] = await Promise.all([oldAnswer(given, path), given.vclaim(path)]);
      expect(json(answer).metaData).toEqual({ code: '200', message: 'OK' });
      expect(withoutMember(json(answer).response)).toEqual(withoutMember(old.response));
    }
  }));

/** Inside a referral only who it is about is kept; every member of the old answer is there, and null. */
function withoutMember(response: unknown): unknown {
  const { rujukan } = response as { rujukan: unknown };
  return [rujukan].flat().map((one) => {
    const { peserta, ...rest } = one as { peserta: Record<string, unknown> };
    const { nik, noKartu, nama, sex, tglLahir } = peserta;
    return { ...rest, peserta: { nik, noKartu, nama, sex, tglLahir }, members: Object.keys(peserta).sort() };
  });
}

test.each([
  { what: 'a NIK nobody has', path: byNik(NOBODY), message: 'Peserta Tidak Terdaftar' },
  { what: 'a referral nobody wrote', path: '/Rujukan/990101011126P009999', message: 'Rujukan Tidak Ada' },
])('$what is code 201', ({ path, message }) =>
  withVclaim(async ({ vclaim }) => {
    const answer = await vclaim(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(json(answer)).toEqual({ metaData: { code: '201', message }, response: null });
  }),
);

test('words and case of the path do not matter, nor a second slash', () =>
  withVclaim(async ({ vclaim }) => {
    const whole = json(await vclaim(byNik(BUDI.nik)));
    expect(json(await vclaim(`/peserta/NIK/${BUDI.nik}/tglsep/${DAY}`))).toEqual(whole);
    expect(json(await vclaim(`//Peserta/nik/${BUDI.nik}/tglSEP/${DAY}`))).toEqual(whole);
  }));

test('an upstream that is down is code 500 with a sentence; what is known is answered, marked with its age', () =>
  withVclaim(async ({ hub, vclaim, clock }) => {
    const fresh = json(await vclaim(byNik(BUDI.nik)));
    clock.pass(30);
    hub.sandboxes.bpjs.fault({ kind: 'status', status: 503 });
    const stale = await vclaim(byNik(BUDI.nik));
    expect(json(stale).response).toEqual(fresh.response);
    expect(json(stale).metaData).toEqual({
      code: '200',
      message: 'OK (data lama, diambil 2026-11-20T03:00:00.000Z)',
    });
    expect(stale.headers.get('x-simpul-keadaan')).toBe('usang');
    expect(stale.headers.get('age')).toBe('1800');
    const down = await vclaim(byNik(SITI.nik));
    expect(down.status).toBe(200);
    expect(json(down)).toEqual({
      metaData: { code: '500', message: expect.stringMatching(/^bpjs .+tersimpan/) },
      response: null,
    });
    expect(down.headers.get('x-simpul-masalah')).toBe('hulu-tidak-tersedia');
    expect(Number(down.headers.get('retry-after'))).toBeGreaterThan(0);
  }));

test('an answer that changed is never handed on, and never "not registered"', () =>
  withVclaim(async ({ hub, vclaim }) => {
    hub.sandboxes.bpjs.fault({ kind: 'rename', from: 'noKartu', to: 'nomorKartu' });
    const answer = await vclaim(byNik(BUDI.nik));
    expect(json(answer)).toMatchObject({ metaData: { code: '500' }, response: null });
    expect(answer.headers.get('x-simpul-masalah')).toBe('hulu-berubah');
  }));

test('what the agreement does not cover is left out', () =>
  withVclaim(
    async ({ vclaim }) => {
      const { response } = json(await vclaim(byNik(BUDI.nik)));
      const { peserta } = response as { peserta: Record<string, unknown> };
      expect(peserta).toMatchObject({ noKartu: BUDI.kartu, nama: BUDI.nama, statusPeserta: { kode: '0' } });
      expect(Object.keys(peserta)).not.toEqual(expect.arrayContaining(['nik']));
      expect(JSON.stringify(peserta)).not.toMatch(/PUSKESMAS|1990|0812|9901010101900001/);
    },
    {
      config: {
        ...NEW_ONLY,
        agreements: [
          {
            nomor: '440/PKS-UJI/2026',
            instansi: 'bpjs',
            keperluan: ['pelayanan-publik'],
            bidang: ['nomorKartu', 'nama', 'aktif'],
            berlakuSampai: '2030-12-31',
          },
        ],
      },
    },
  ));

test.each([
  { what: 'an operation nobody offers', path: '/SEP/990101011126V000001', method: 'GET' },
  { what: 'another method', path: byNik(BUDI.nik), method: 'POST' },
])('$what has no mapping rule', ({ path, method }) =>
  withVclaim(async ({ ask, clock }) => {
    const answer = await ask(`/fasad/bpjs/vclaim-1.1${path}`, { method, headers: signed(CONSUMER, clock.now()) });
    expect(answer).toMatchObject({ status: 404, text: 'No Mapping Rule matched' });
  }),
);

test('where no release is offered, whoever set up the address reads why', () =>
  withVclaim(async ({ ask }) => {
    const nowhere = ['bpjs/vclaim-2.0/Peserta', 'bpjs/vclaim-9', 'oss/lama/x', 'bpjs', ''];
    for (const path of nowhere) {
      const { status, text } = await ask(`/fasad/${path}`);
      expect({ path, status, body: JSON.parse(text) }).toEqual({
        path,
        status: 404,
        body: { message: expect.stringContaining('/fasad/') },
      });
    }
  }));

test('a number that cannot be one is code 201 with what is wrong, and nobody is asked', () =>
  withVclaim(async ({ hub, vclaim }) => {
    const answer = json(await vclaim(byNik('123')));
    expect(answer).toEqual({
      metaData: { code: '201', message: expect.stringMatching(/^Permintaan tidak sesuai: path.nomor /) },
      response: null,
    });
    expect(hub.sandboxes.bpjs.calls()).toEqual([]);
  }));
