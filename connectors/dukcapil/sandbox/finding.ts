import { comparedElements } from './elements.ts';
import type { Quota } from './quota.ts';
import type { Register } from './register.ts';
import { fieldsOf, ipUserOf } from './request-body.ts';
import { legacySentenceOf, sentenceOf } from './sentences.ts';
import type { DukcapilSettingValues } from './settings.ts';

/** Which answer a path promises. */
export interface Method {
  readonly does: 'record' | 'verify';
  readonly generation: 'national' | 'regional';
}

/** `content[0]`. */
export type Content = Readonly<Record<string, unknown>>;

export interface Desk {
  readonly register: Register;
  readonly quota: Quota;
  readonly settings: DukcapilSettingValues;
}

/**
 * What the register says, checked in the order of section 11; the account comes before the person, quota included. What
 * an agreement no longer grants is turned down before it costs a call of the day.
 */
export function findingFor(body: string, method: Method, { register, quota, settings }: Desk): Content {
  const fields = fieldsOf(body) ?? {};
  const refuse = (code: string) => refusal(code, method, settings);
  const accountCode = accountRefusal(fields, settings);
  if (accountCode) return refuse(accountCode);
  if (method.does === 'record' && settings.records === 'withdrawn') return withdrawal(method, settings);
  if (!quota.use()) return refuse('05');
  const nik = (fields.NIK ?? '').trim();
  if (nik === '') return refuse('07');
  if (!/^\d{16}$/.test(nik)) return refuse('15');
  const person = register.find(nik);
  if (!person) return refuse('13');
  if (method.does === 'record') return person.code ? refuse(person.code) : person.record;
  const elements = comparedElements(person.record, fields);
  // Element results may stand beside a code, and then the code wins (section 4.4): a client must not miss it.
  return person.code ? { ...elements, ...refuse(person.code) } : elements;
}

/** `content[0]` of an error: a code with its sentence, or on older servers a sentence only. */
export function refusal(code: string, method: Method, settings: DukcapilSettingValues): Content {
  return speaksInSentences(method, settings)
    ? { RESPON: legacySentenceOf(code) }
    : { RESPONSE_CODE: code, RESPONSE: sentenceOf(code) };
}

/** How it is worded is unknown, so both parts of it are settings. */
function withdrawal(method: Method, settings: DukcapilSettingValues): Content {
  const { withdrawnCode, withdrawnSentence } = settings;
  return speaksInSentences(method, settings)
    ? { RESPON: withdrawnSentence }
    : { RESPONSE_CODE: withdrawnCode, RESPONSE: withdrawnSentence };
}

function speaksInSentences({ generation }: Method, { nationalErrors, regionalErrors }: DukcapilSettingValues): boolean {
  return (generation === 'national' ? nationalErrors : regionalErrors) === 'sentence';
}

function accountRefusal(fields: Readonly<Record<string, string>>, settings: DukcapilSettingValues): string | undefined {
  const { USER_ID = '', PASSWORD = '' } = fields;
  const ipUser = ipUserOf(fields);
  if (USER_ID.trim() === '' || PASSWORD.trim() === '' || ipUser === '') return '09';
  if (USER_ID !== settings.user || PASSWORD !== settings.password) return '03';
  return ipUser === settings.ipUser ? undefined : '04';
}
