import { expect, test } from '@jest/globals';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { BOOKING, KODE, ledgerOf, now, said } from './antrean-client.ts';

// In the middle of a day BPJS asks for a member that it never asked for before.

const add = 'antrean/add';
const withBpjs = (use: (sandbox: SettableSandbox) => Promise<void>) => withSandbox(bpjsSandbox, use, { now });

test.each<{ given: string; sent: object; says: string }>([
  { given: 'nothing of it', sent: {}, says: '201 sumberdata tidak boleh kosong' },
  { given: 'empty text', sent: { sumberdata: '' }, says: '201 sumberdata tidak boleh kosong' },
  { given: 'spaces', sent: { sumberdata: '  ' }, says: '201 sumberdata tidak boleh kosong' },
  { given: 'null', sent: { sumberdata: null }, says: '201 sumberdata tidak boleh kosong' },
  { given: 'the first of two', sent: { sumberdata: 'SIMRS' }, says: '201 pasienprioritas tidak boleh kosong' },
])('a booking with $given is answered $says, and nothing is booked', ({ sent, says }) =>
  withBpjs(async (sandbox) => {
    sandbox.set({ antreanMandatory: ['sumberdata', 'pasienprioritas'] });
    expect(await said(sandbox.url, add, { ...BOOKING, ...sent })).toBe(says);
    expect(ledgerOf(sandbox)).toMatchObject({ bookings: [], requests: { [KODE]: { add: 1 } } });
  }),
);

test('what was refused is booked once it has the members, whatever their type, and they stand in the ledger', () =>
  withBpjs(async (sandbox) => {
    sandbox.set({ antreanMandatory: ['sumberdata', 'pasienprioritas'] });
    expect(await said(sandbox.url, add, BOOKING)).toBe('201 sumberdata tidak boleh kosong');
    const extra = { sumberdata: 'SIMRS', pasienprioritas: 0 };
    expect(await said(sandbox.url, add, { ...BOOKING, ...extra, lain: 'x' })).toBe('200 Ok');
    expect(await said(sandbox.url, add, { ...BOOKING, ...extra })).toBe('208 Terdapat duplikasi Kode Booking');
    expect(ledgerOf(sandbox)).toMatchObject({
      bookings: [{ kodebooking: KODE, extra }],
      requests: { [KODE]: { add: 3 } },
    });
  }));

test('what was booked before stays, and may be told of again without the member', () =>
  withBpjs(async (sandbox) => {
    expect(await said(sandbox.url, add, { ...BOOKING, sumberdata: 'SIMRS' })).toBe('200 Ok');
    sandbox.set({ antreanMandatory: ['sumberdata'] });
    expect(await said(sandbox.url, add, BOOKING)).toBe('208 Terdapat duplikasi Kode Booking');
    expect(await said(sandbox.url, 'antrean/batal', { kodebooking: KODE, keterangan: 'Berhalangan' })).toBe('200 Ok');
    expect(ledgerOf(sandbox).bookings).toMatchObject([{ extra: {}, cancelled: true }]);
  }));

test('a member that was optional may become mandatory', () =>
  withBpjs(async (sandbox) => {
    sandbox.set({ antreanMandatory: ['keterangan'] });
    expect(await said(sandbox.url, add, { ...BOOKING, keterangan: '' })).toBe('201 keterangan tidak boleh kosong');
    expect(await said(sandbox.url, add, BOOKING)).toBe('200 Ok');
  }));

test('names that every JavaScript object has are members like others', () =>
  withBpjs(async (sandbox) => {
    sandbox.set({ antreanMandatory: ['constructor'] });
    expect(await said(sandbox.url, add, BOOKING)).toBe('201 constructor tidak boleh kosong');
  }));
