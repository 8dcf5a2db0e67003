import { keysOf } from '../../sandbox-kit/rsa-keys.ts';
import { choiceSetting, numberSetting, type SettingValues, textSetting } from '../../sandbox-kit/settings.ts';
import type { BankKeys } from './signing.ts';
import type { DialectName } from './teller.ts';

const DIALECTS = ['netral', 'netral-token', 'netral-alamat', 'a', 'b', 'c', 'd', 'e'] as const satisfies DialectName[];

/** The defaults are those of the demo configuration. */
export const bankH2hSettings = {
  dialect: choiceSetting<DialectName>([...DIALECTS], 'What this bank speaks.'),
  open: choiceSetting(['yes', 'no'], 'Whether its counters are open: down for a time, nobody pays there.'),
  repeats: numberSetting(2, 'How often a payment without an answer is sent again, with the same number.'),
  cityUrl: textSetting('http://127.0.0.1:8080/callbacks/bank-sumut', 'Where the city answers.'),
  bankCode: textSetting('117', 'The code of the bank.'),
  username: textSetting('bankcontoh', 'Of dialects a to d.'),
  password: textSetting('sandi-contoh', 'Of dialects a to d.'),
  clientId: textSetting('BANK-CONTOH-001', 'Of netral and e.'),
  clientSecret: textSetting('rahasia-contoh-42', 'Of netral and e.'),
  privateKey: textSetting(
    '',
    'Of netral: signs the call for a token. Empty: the one whose public half the sandbox gives.',
  ),
  bearerToken: textSetting('token-contoh-0042', 'Of netral-token.'),
};
export type BankH2hSettings = SettingValues<typeof bankH2hSettings>;

export function credentialsOf(settings: BankH2hSettings): BankKeys {
  const { username, password, clientId, clientSecret, privateKey, bearerToken } = settings;
  const ownKey = privateKey === '' ? keysOf('bank-h2h').privateKey : privateKey;
  return { username, password, clientId, clientSecret, privateKey: ownKey, bearerToken };
}
