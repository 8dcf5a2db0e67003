import type { FaultKinds } from '../../sandbox-kit/fault-kinds.ts';

/** What eCollection can do beside what any upstream can (sections 6 to 8); `reset-after` loses an answer after booking. */
export const ecollectionFaults: FaultKinds = {
  code: {
    explanation: 'A status in place of the answer, and nothing is done: 010, 997, or any other of section 6.',
    stage: 'content',
    options: {
      status: { type: 'text', explanation: 'three digits', default: '010' },
      message: { type: 'text', explanation: 'the sentence', default: 'Transaction timeout.' },
    },
  },
  'code-after': {
    explanation: 'Does what was asked, and answers with a status all the same: a time-out inside the bank.',
    stage: 'content',
    options: {
      status: { type: 'text', explanation: 'three digits', default: '010' },
      message: { type: 'text', explanation: 'the sentence', default: 'Transaction timeout.' },
    },
  },
  'old-data': {
    explanation: 'The data of the answer is older than the window, as in an answer that somebody kept.',
    stage: 'content',
    options: { seconds: { type: 'number', explanation: 'how old; below 0, from the future', default: 481 } },
  },
  'other-key': { explanation: 'The data of the answer is encoded with another key.', stage: 'content' },
  'other-bill': { explanation: 'The answer is about another bill.', stage: 'content' },
  'notice-first': {
    explanation: 'A payer is faster than the bank: paid and notified before createbilling is answered.',
    stage: 'content',
    options: { nominal: { type: 'number', explanation: 'how much; 0, all of it', default: 0 } },
  },
};
