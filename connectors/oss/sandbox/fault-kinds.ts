import type { FaultKinds } from '../../sandbox-kit/fault-kinds.ts';

/** Section 11 of the OSS notes. An answer lost after storing is `reset-after` of the kit; a page with 200 is `html`. */
export const ossFaults: FaultKinds = {
  code: {
    explanation: 'Any kode in place of the answer, in the envelope of the method; nothing is done.',
    stage: 'content',
    options: {
      kode: { type: 'number', explanation: 'the code' },
      message: { type: 'text', explanation: 'keterangan', default: 'Ditolak' },
    },
  },
  'time-out': { explanation: 'Does what was asked and answers kode 504.', stage: 'content' },
  'key-dies': { explanation: 'Every security key is forgotten before the request is looked at.', stage: 'content' },
  'code-as-text': { explanation: 'kode is a text.', stage: 'content', combines: true },
  'spaced-names': { explanation: 'Every name ends with a space.', stage: 'content', combines: true },
  'list-for-object': {
    explanation: 'The content of the envelope stands in a list.',
    stage: 'content',
    combines: true,
  },
};
