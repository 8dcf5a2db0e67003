import type { FaultKinds } from '../../sandbox-kit/fault-kinds.ts';

/** What BPJS itself does to its clients (sections 3, 4 and 14, 6). */
export const bpjsFaults: FaultKinds = {
  'refuse-201': {
    explanation: 'Refused in a sentence: code 201, response null.',
    stage: 'content',
    options: { message: { type: 'text', explanation: 'the sentence', default: 'Data tidak ditemukan' } },
  },
  code: {
    explanation: 'Any code, response null.',
    stage: 'content',
    options: {
      code: { type: 'any', explanation: 'the code, in the type it is to have' },
      message: { type: 'text', explanation: 'the sentence', default: 'Kesalahan pada sistem' },
    },
  },
  'try-again': {
    explanation: 'Antrean: code 404, which means that it failed and may be tried again; nothing is booked.',
    stage: 'content',
    options: {
      message: { type: 'text', explanation: 'the sentence', default: 'Gagal dicoba kembali (BPJS Kesehatan)' },
    },
  },
  'null-response': { explanation: 'A success whose response is null.', stage: 'content', combines: true },
  'empty-text-response': { explanation: 'A success whose response is empty text.', stage: 'content', combines: true },
  plain: { explanation: 'The response is not encrypted.', stage: 'content', combines: true },
  'sealed-for-other-second': {
    explanation: 'Encrypted for the timestamp after that of the request.',
    stage: 'content',
    combines: true,
  },
  'wrong-key-valid-padding': {
    explanation: 'Encrypted with another key; decrypting does not fail, but gives rubbish.',
    stage: 'content',
    combines: true,
  },
  'capital-code': { explanation: 'The envelope says Code instead of code.', stage: 'content', combines: true },
  'code-as-other-type': {
    explanation: 'The code is a number where it was text, and the reverse.',
    stage: 'content',
    combines: true,
  },
  'escaped-slashes': { explanation: 'Slashes are written \\/, as PHP does.', stage: 'content', combines: true },
  'no-envelope': {
    explanation: 'The plain payload alone, without metaData and response.',
    stage: 'content',
    combines: true,
  },
};
