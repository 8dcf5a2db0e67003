import type { FaultKinds } from '../../sandbox-kit/fault-kinds.ts';

/** What LAPOR does to its clients, and ways its contract may change (sections 6 and 7). */
export const laporFaults: FaultKinds = {
  'login-page': { explanation: 'The HTML login page with HTTP 200; nothing is done.', stage: 'content' },
  'turn-down': {
    explanation: 'sukses: false in the envelope; nothing is done.',
    stage: 'content',
    options: {
      status: { type: 'number', explanation: 'the HTTP status', default: 422 },
      pesan: { type: 'text', explanation: 'the sentence', default: 'Data tidak lengkap' },
      kode: { type: 'text', explanation: 'the code; empty: none', default: '' },
    },
  },
  'null-tindak-lanjut': { explanation: 'tindak_lanjut is null.', stage: 'content', combines: true },
  'unknown-status': {
    explanation: 'A status word that is in no list.',
    stage: 'content',
    combines: true,
    options: { status: { type: 'text', explanation: 'the word', default: 'Menunggu Kajian' } },
  },
  'numeric-tracking-id': { explanation: 'tracking_id is a JSON number.', stage: 'content', combines: true },
  'out-of-order': {
    explanation: 'Changed complaints in no order, all with the time of change of the newest.',
    stage: 'content',
    combines: true,
  },
  'anonymous-with-reporter': {
    explanation: 'The reporter stands in anonymous complaints too.',
    stage: 'content',
    combines: true,
  },
  'object-for-list': { explanation: 'A list is an object.', stage: 'content', combines: true },
};
