import { expect, test } from '@jest/globals';
import type { Pesan } from '../../../../openapi/generated/types.ts';
import { until } from '../../until.ts';
import { arrived, FILE, FINAL, NUMBER, post, STATUS, withIssued } from './deciding.ts';
import { dataOf, ID } from './with-permits.ts';

// A permit that may have arrived: OSS is asked before it is sent again.

test('what OSS could not process counts as perhaps done, and is asked about', () =>
  withIssued(async (permits) => {
    permits.sandboxes.oss.fault({ kind: 'time-out', path: 'receiveLicense', times: 1 });
    await arrived(post(permits, 'dokumen', { ...FINAL, lampiran: FILE }));
    expect(permits.sent()).toMatchObject([{ method: 'receiveLicense', times: 1 }]);
  }));

test('while OSS shows a status that nobody knows the permit stays unsure; it is not sent twice', () =>
  withIssued(async (permits) => {
    const { oss } = permits.sandboxes;
    oss.set({ statusEnvelope: 'responcheckLicenseStatus' });
    oss.fault({
      kind: 'add',
      path: 'checkLicenseStatus',
      field: 'responcheckLicenseStatus.dataIZIN.kd_status',
      value: '63',
    });
    oss.fault({ kind: 'time-out', path: '/receiveLicense$', times: 1 });
    const { body } = await permits.post(`/v1/perizinan/${ID}/dokumen`, FINAL);
    const { id } = dataOf({ body }) as Pesan;
    await until('it was asked for more than once', async () => {
      const words = (await permits.store.messages.history(id)).map(({ detail }) => detail);
      return words.filter((word) => word.includes('inquiry_unclear')).length > 1;
    });
    expect(permits.sent()).toMatchObject([{ method: 'receiveLicense', times: 1 }]);
    await oss.heal();
    await until('it counts as delivered', async () => (await permits.izin()).keadaan === 'disetujui');
    expect(permits.sent()).toMatchObject([{ method: 'receiveLicense', times: 1 }]);
  }));

test('where the status was there before, it shows nothing: the permit is sent again rather than lost', () =>
  withIssued(async (permits) => {
    await arrived(post(permits, 'status', { ...STATUS, status: 'disetujui' }));
    permits.sandboxes.oss.fault({ kind: 'reset', path: 'receiveLicense', times: 1 });
    await arrived(post(permits, 'dokumen', FINAL));
    expect(permits.sent().at(-1)).toMatchObject({ method: 'receiveLicense', times: 1 });
    expect((await permits.izin()).nomorIzin).toBe(NUMBER);
  }));

test('a number first and the finished file afterwards: the attachment shows whether the second arrived', () =>
  withIssued(async (permits) => {
    await arrived(post(permits, 'dokumen', FINAL));
    permits.sandboxes.oss.fault({ kind: 'reset-after', path: 'receiveLicense', times: 1 });
    await arrived(post(permits, 'dokumen', { ...FINAL, nomorIzin: NUMBER, lampiran: FILE }));
    expect(permits.sent()).toMatchObject([{ method: 'receiveLicense', times: 2 }]);
    expect((await permits.get(`/v1/perizinan/${ID}/status`)).body).toMatchObject({ data: { lampiran: FILE } });
    expect((await permits.izin()).nomorIzin).toBe(NUMBER);
  }));
