import {
  choiceSetting,
  numberSetting,
  type SettingValues,
  textSetting,
  textsSetting,
} from '../../sandbox-kit/settings.ts';

/** The contract that is played, the bank's clock, and what the document leaves open. */
export const ecollectionSettings = {
  clientId: textSetting('00777', 'client_id of the one partner; the example of section 3.3.'),
  secretKey: textSetting('00112233445566778899aabbccddeeff', 'Its secret key.'),
  prefix: textSetting('8', 'First digits of its account numbers.'),
  windowSeconds: numberSetting(480, 'How far the time of a request may be off, either way.'),
  clockOffsetSeconds: numberSetting(0, "How far the bank's own clock is ahead."),
  undecodable: textSetting('009', 'Status for data that cannot be decoded or is outside the window (section 6).'),
  inquiriesPerHour: numberSetting(
    0,
    'More inquiries in one hour are answered 996; 0: no limit. The number is unknown.',
  ),
  inactivebilling: choiceSetting(['known', 'unknown'], 'Newer contracts have it, older ones answer 004 (section 4.4).'),
  billingTypes: textsSetting(['c', 'o', 'i', 'm', 'n', 'x'], 'Types of the contract; another known one is 801.'),
  isoTimes: choiceSetting(['both', 'local-only'], 'Members with _iso8601, which are there since 1.9.0.'),
  amounts: choiceSetting(['text', 'number'], 'Amounts of a notification: texts, or numbers as re-implementations do.'),
  cityUrl: textSetting(
    'http://127.0.0.1:8080/callbacks/bank-bni-ecollection',
    'Callbacks of the instance; notifications go to /notifikasi below it. Empty: nobody is told.',
  ),
  tries: numberSetting(5, 'How often a notification is sent until it is answered 000. The number is unknown.'),
  spacingMs: numberSetting(20, 'Pause between two of them. Unknown as well, and longer in truth.'),
  patienceMs: numberSetting(5000, 'How long an answer to a notification is waited for.'),
};

export type EcollectionSettings = SettingValues<typeof ecollectionSettings>;
