import { describe, expect, test } from '@jest/globals';
import { compare } from '../../../../hub/services/pembayaran/reconciling.ts';
import { type Booked, bookingsFrom, DAY, listOf, numbersIn, type Told } from './receipts.ts';

const BEFORE = '2026-11-19';
const AFTER = '2026-11-21';
const at = (day: string, time: string) => `${day}T${time}+07:00`;

interface Case {
  readonly given: string;
  readonly booked?: readonly Booked[];
  readonly told?: readonly Told[];
  readonly before?: readonly Told[];
  readonly after?: readonly Told[];
  readonly want: Partial<ReturnType<typeof numbersIn>>;
}

const cases: readonly Case[] = [
  { given: 'nothing on either side', want: {} },
  { given: 'the same', booked: [{ ntpd: '1', nomorBank: 'A' }], told: [{ nomorBank: 'A' }], want: { matched: ['A'] } },
  { given: 'a row that is not booked', told: [{ nomorBank: 'A' }], want: { unbooked: ['A'] } },
  { given: 'a booking that is not told', booked: [{ ntpd: '1', nomorBank: 'A' }], want: { untold: ['A'] } },
  {
    given: 'another amount',
    booked: [{ ntpd: '1', nomorBank: 'A' }],
    told: [{ nomorBank: 'A', nominal: 125_001 }],
    want: { differing: ['A'] },
  },
  {
    given: 'a row that comes twice',
    booked: [{ ntpd: '1', nomorBank: 'A' }],
    told: [{ nomorBank: 'A' }, { nomorBank: 'A' }],
    want: { matched: ['A'], unbooked: ['A'] },
  },
  {
    given: 'a row that comes twice, once with the right amount',
    booked: [{ ntpd: '1', nomorBank: 'A' }],
    told: [{ nomorBank: 'A', nominal: 1 }, { nomorBank: 'A' }],
    want: { matched: ['A'], unbooked: ['A'] },
  },
  {
    given: 'several years in one payment',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: 'P', nominal: 100 },
      { ntpd: '2', nomorBank: 'A', idPembayaran: 'P', nominal: 50 },
    ],
    told: [{ nomorBank: 'A', nominal: 150 }],
    want: { matched: ['A'] },
  },
  {
    given: 'several payments under one number of the bank',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: 'P', nominal: 100 },
      { ntpd: '2', nomorBank: 'A', idPembayaran: 'Q', nominal: 50 },
    ],
    told: [{ nomorBank: 'A', nominal: 150 }],
    want: { matched: ['A'] },
  },
  {
    given: 'a sum under one number that comes twice',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: 'P', nominal: 100 },
      { ntpd: '2', nomorBank: 'A', idPembayaran: 'Q', nominal: 50 },
    ],
    told: [
      { nomorBank: 'A', nominal: 150 },
      { nomorBank: 'A', nominal: 150 },
    ],
    want: { matched: ['A'], unbooked: ['A'] },
  },
  {
    given: 'several payments and rows under one number, and no amount that fits',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: 'P', nominal: 100 },
      { ntpd: '2', nomorBank: 'A', idPembayaran: 'Q', nominal: 50 },
    ],
    told: [
      { nomorBank: 'A', nominal: 99 },
      { nomorBank: 'A', nominal: 49 },
    ],
    want: { differing: ['A', 'A'] },
  },
  {
    given: 'a row for every year of a payment, with its NTPD',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: 'P', nominal: 100 },
      { ntpd: '2', nomorBank: 'A', idPembayaran: 'P', nominal: 50 },
    ],
    told: [
      { nomorBank: 'A', nominal: 100, ntpd: '1' },
      { nomorBank: 'A', nominal: 50, ntpd: '2' },
    ],
    want: { matched: ['A'] },
  },
  {
    given: 'one of those rows twice',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: 'P', nominal: 100 },
      { ntpd: '2', nomorBank: 'A', idPembayaran: 'P', nominal: 50 },
    ],
    told: [
      { nomorBank: 'A', nominal: 100, ntpd: '1' },
      { nomorBank: 'A', nominal: 50, ntpd: '2' },
      { nomorBank: 'A', nominal: 50, ntpd: '2' },
    ],
    want: { matched: ['A'], unbooked: ['A'] },
  },
  {
    given: 'another number of the bank, and the number it called the city with',
    booked: [{ ntpd: '1', nomorBank: 'A', idPembayaran: 'P' }],
    told: [{ nomorBank: 'RRN', idPermintaan: 'P' }],
    want: { matched: ['RRN'] },
  },
  {
    given: 'a statement that has the number of the call only',
    booked: [{ ntpd: '1', nomorBank: 'A', idPembayaran: 'P' }],
    told: [{ nomorBank: 'P' }],
    want: { matched: ['P'] },
  },
  {
    given: 'money that was refused when the bank asked, and came all the same',
    booked: [{ ntpd: '1', nomorBank: 'A', idPembayaran: 'P kabar' }],
    told: [{ nomorBank: 'RRN', idPermintaan: 'P' }],
    want: { matched: ['RRN'] },
  },
  {
    given: 'a number of the bank that two accounts share, with the accounts',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: '8001 A', nominal: 100 },
      { ntpd: '2', nomorBank: 'A', idPembayaran: '8002 A', nominal: 50 },
    ],
    told: [
      { nomorBank: 'A', virtualAccount: '8002', nominal: 50 },
      { nomorBank: 'A', virtualAccount: '8003', nominal: 100 },
    ],
    want: { matched: ['A'], unbooked: ['A'], untold: ['A'] },
  },
  {
    given: 'a number of the bank that was used again the day after',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: '8001 A' },
      { ntpd: '2', nomorBank: 'A', idPembayaran: '8002 A', dibayarPada: at(AFTER, '09:00:00'), nominal: 50 },
    ],
    told: [{ nomorBank: 'A' }],
    want: { matched: ['A'] },
  },
  {
    given: 'a number that the day after used for another payment, and this day did not tell',
    booked: [
      { ntpd: '1', nomorBank: 'A', idPembayaran: '8001 A' },
      { ntpd: '2', nomorBank: 'A', idPembayaran: '8002 A', dibayarPada: at(AFTER, '09:00:00'), nominal: 50 },
    ],
    after: [{ nomorBank: 'A', nominal: 50 }],
    want: { untold: ['A'] },
  },
  {
    given: 'a reversed payment that the bank still lists',
    booked: [{ ntpd: '1', nomorBank: 'A', dibalik: true }],
    told: [{ nomorBank: 'A' }],
    want: { unbooked: ['A'] },
  },
  {
    given: 'a reversed payment that the bank does not list',
    booked: [{ ntpd: '1', nomorBank: 'A', dibalik: true }],
    want: {},
  },
  {
    given: 'a row whose own day is the day after, booked then',
    booked: [{ ntpd: '1', nomorBank: 'A', dibayarPada: at(AFTER, '00:00:05') }],
    told: [{ nomorBank: 'A', dibayarPada: at(AFTER, '00:00:05') }],
    want: { matched: ['A'] },
  },
  {
    given: 'the same row in the list of its own day too',
    booked: [{ ntpd: '1', nomorBank: 'A', dibayarPada: at(AFTER, '00:00:05') }],
    told: [{ nomorBank: 'A', dibayarPada: at(AFTER, '00:00:05') }],
    after: [{ nomorBank: 'A', dibayarPada: at(AFTER, '00:00:05') }],
    want: {},
  },
  {
    given: 'a booking that the list of the day after has',
    booked: [{ ntpd: '1', nomorBank: 'A', dibayarPada: at(DAY, '23:59:58') }],
    after: [{ nomorBank: 'A', dibayarPada: at(DAY, '23:59:58') }],
    want: {},
  },
  {
    given: 'a booking that the list of the day before has',
    booked: [{ ntpd: '1', nomorBank: 'A', dibayarPada: at(DAY, '00:00:02') }],
    before: [{ nomorBank: 'A' }],
    want: {},
  },
  {
    given: 'a booking of the day before that is missing: that is said of its own day',
    booked: [{ ntpd: '1', nomorBank: 'A', dibayarPada: at(BEFORE, '23:59:58') }],
    want: {},
  },
  {
    given: 'a payment of the day after that both lists have without a time',
    booked: [{ ntpd: '1', nomorBank: 'A', dibayarPada: at(AFTER, '09:00:00') }],
    told: [{ nomorBank: 'A' }],
    after: [{ nomorBank: 'A' }],
    want: { unbooked: ['A'] },
  },
];

test.each(cases)('$given', ({ booked = [], told = [], before, after, want }) => {
  const lists = { day: listOf(told), before: before && listOf(before), after: after && listOf(after) };
  const found = numbersIn(compare(DAY, lists, bookingsFrom(booked)));
  expect(found).toEqual({ matched: [], differing: [], unbooked: [], untold: [], ...want });
});

describe('a list of a day that is not over', () => {
  const noon = Date.parse(`${DAY}T12:00:00+07:00`);
  test.each([
    { given: 'before it was made', time: '11:59:59', untold: ['A'] },
    { given: 'after it was made', time: '12:00:01', untold: [] },
  ])('does not miss what was paid $given: $untold', ({ time, untold }) => {
    const bookings = bookingsFrom([{ ntpd: '1', nomorBank: 'A', dibayarPada: at(DAY, time) }]);
    expect(numbersIn(compare(DAY, { day: listOf([], noon) }, bookings)).untold).toEqual(untold);
  });
});

test('a pair of several bookings has their sum', () => {
  const bookings = bookingsFrom([
    { ntpd: '1', nomorBank: 'A', idPembayaran: 'P', nominal: 100 },
    { ntpd: '2', nomorBank: 'A', idPembayaran: 'P', nominal: 50, dibalik: true },
    { ntpd: '3', nomorBank: 'A', idPembayaran: 'P', nominal: 25 },
  ]);
  const { differing } = compare(DAY, { day: listOf([{ nomorBank: 'A', nominal: 175 }]) }, bookings);
  expect(differing).toMatchObject([{ nominal: 125, bookings: [{ ntpd: '1' }] }]);
});
