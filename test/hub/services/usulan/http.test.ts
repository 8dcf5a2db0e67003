import { expect, test } from '@jest/globals';
import type { Peristiwa, StatusUsulan, Usulan } from '../../../../openapi/generated/types.ts';
import type { Answer } from '../../answer-check.ts';
import { auditedIn } from '../../audited.ts';
import { until } from '../../until.ts';
import { type HubSurroundings, withHub } from '../../with-hub.ts';
import { decision, PROPOSAL } from './with-proposals.ts';

// That every answer is as the document has it, and that no log names a person, is checked by `withHub`.

const now = () => new Date('2026-11-20T02:00:00Z');
const SENDER = { key: 'smp_kunci-pengirim' };
const PUBLIC = { key: 'smp_kunci-situs' };
const HUB = {
  now,
  applications: [
    { ...SENDER, name: 'e-musrenbang', scopes: ['usulan:baca', 'usulan:tulis'] },
    { ...PUBLIC, name: 'situs-kota', scopes: ['usulan:baca'] },
  ],
};
const usulanOf = ({ body }: Answer) => (body as { data: Usulan }).data;

async function sent({ post }: HubSurroundings, body: object = PROPOSAL): Promise<Usulan> {
  const answer = await post('/v1/usulan', body, SENDER);
  expect(answer).toMatchObject({ status: 201, headers: { location: `/v1/usulan/${usulanOf(answer).id}` } });
  return usulanOf(answer);
}

test('a proposal is sent, decided, followed by everybody and taken to SIPD', () =>
  withHub(HUB, async (hub) => {
    const { id, kode } = await sent(hub);
    const path = `/v1/usulan/${id}`;
    expect((await hub.post(`${path}/keadaan`, decision('diverifikasi-kelurahan'))).status).toBe(200);
    const status = await hub.get(`/v1/status-usulan/${kode}`, PUBLIC);
    expect((status.body as { data: StatusUsulan }).data.keadaan).toBe('diverifikasi-kelurahan');
    expect(status.text).not.toMatch(/BUNGA|Rumah|12|Petugas/);
    const csv = await hub.get('/v1/usulan/unduhan?tahun=2027&sumber=masyarakat&bentuk=csv');
    expect(csv).toMatchObject({ status: 200, headers: { 'cache-control': 'private, no-store' } });
    expect(csv.headers['content-disposition']).toBe("attachment; filename*=UTF-8''usulan-2027-masyarakat.csv");
    expect(csv.text).toContain(kode);
    const xlsx = await hub.get('/v1/usulan/unduhan?tahun=2027&sumber=masyarakat');
    expect({ status: xlsx.status, zip: xlsx.text.slice(0, 2) }).toEqual({ status: 200, zip: 'PK' });
    expect((await hub.get(path, SENDER)).status).toBe(200);
    expect((await hub.get('/v1/usulan?tahun=2027&kecamatan=binjai%20utara', SENDER)).text).toContain(id);
  }));

test('its sender and whoever decides hear of every change, in order', () =>
  withHub(HUB, async (hub) => {
    const { id } = await sent(hub);
    await hub.post(`/v1/usulan/${id}/keadaan`, decision('dikembalikan'));
    await hub.ask('DELETE', `/v1/usulan/${id}?alasan=Sudah%20dikerjakan`, SENDER);
    for (const asking of [SENDER, {}]) {
      const { body } = await hub.get('/v1/peristiwa', asking);
      const events = (body as { data: Peristiwa[] }).data.filter(({ jenis }) => jenis === 'usulan.berubah');
      expect(events.map(({ data }) => data.keadaan)).toEqual(['diajukan', 'dikembalikan', 'ditarik']);
      expect(events[0]?.perihal).toEqual({ jenis: 'usulan', id });
    }
    expect((await hub.get('/v1/peristiwa', PUBLIC)).body).toMatchObject({ data: [] });
  }));

test('every refusal is a problem of the document', () =>
  withHub(HUB, async (hub) => {
    const { id } = await sent(hub, { ...PROPOSAL, nomorPermintaan: 'satu' });
    const path = `/v1/usulan/${id}`;
    const { lokasi: _place, ...placeless } = PROPOSAL;
    const put = (body: object, key: object) =>
      hub.ask('PUT', path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' }, ...key });
    const answers: readonly (readonly [string, Promise<Answer>])[] = [
      ['400', hub.post('/v1/usulan', placeless, SENDER)],
      ['400', hub.post('/v1/usulan', { ...PROPOSAL, pengusul: { nama: 'BUNGA CONTOH', nik: '1' } }, SENDER)],
      ['400', hub.post(`${path}/keadaan`, { ...decision('ditolak'), keadaan: 'ditarik' })],
      ['400', hub.get('/v1/usulan/unduhan?tahun=2027')],
      ['403', hub.post('/v1/usulan', PROPOSAL, PUBLIC)],
      ['403', hub.post(`${path}/keadaan`, decision('ditolak'), SENDER)],
      ['403', hub.get('/v1/usulan/unduhan?tahun=2027&sumber=dewan', SENDER)],
      ['404', hub.get(path, PUBLIC)],
      ['404', hub.get('/v1/status-usulan/U7K2M9QX4T', PUBLIC)],
      ['404', put(PROPOSAL, {})],
      ['404', hub.ask('DELETE', path)],
      ['409', hub.post('/v1/usulan', { ...PROPOSAL, nomorPermintaan: 'satu', judul: 'Lain sekali' }, SENDER)],
      ['409', hub.post(`${path}/keadaan`, decision('selesai'))],
      ['409', put({ ...PROPOSAL, sumber: 'kecamatan' }, SENDER)],
    ];
    const statuses = await Promise.all(answers.map(async ([, answer]) => String((await answer).status)));
    expect(statuses).toEqual(answers.map(([status]) => status));
  }));

test('who read whose proposal is on record, the table as a whole, and no name or code is in it', () =>
  withHub(HUB, async (hub) => {
    const { id, kode } = await sent(hub);
    await hub.get(`/v1/usulan/${id}`);
    await hub.get(`/v1/status-usulan/${kode}`, PUBLIC);
    await hub.get('/v1/usulan/unduhan?tahun=2027&sumber=masyarakat&bentuk=csv');
    await until('three accesses are written', async () => (await auditedIn(hub.store)).length >= 3);
    const rows = await auditedIn(hub.store);
    expect(rows.map(({ application, service }) => [application, service])).toEqual([
      ['e-musrenbang', 'kirimUsulan'],
      ['demo', 'getUsulan'],
      ['demo', 'unduhUsulan'],
    ]);
    const [first, second, third] = rows.map(({ subject }) => subject);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    expect(JSON.stringify(rows)).not.toMatch(/BUNGA|usl_/);
  }));

test('what was sent outlives a restart', () =>
  withHub(HUB, async (hub) => {
    const { id, kode } = await sent(hub);
    await hub.restart();
    expect(usulanOf(await hub.get(`/v1/usulan/${id}`, SENDER))).toMatchObject({ kode, pengusul: PROPOSAL.pengusul });
  }));
