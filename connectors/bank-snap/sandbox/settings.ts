import { choiceSetting, numberSetting, type SettingValues, textSetting } from '../../sandbox-kit/settings.ts';

/** What the standard leaves open, and both sides' credentials. Empty keys: those of `POST /_sandbox/actions/keys`. */
export const bankSnapSettings = {
  clientId: textSetting('hub-contoh', 'X-CLIENT-KEY of the city.'),
  clientSecret: textSetting('rahasia-snap-bank-untuk-uji', 'The secret the bank gave the city.'),
  hubPublicKey: textSetting('', "PEM of the city's public key."),
  partnerId: textSetting('990001', 'X-PARTNER-ID of the city.'),
  channelId: textSetting('95231', 'CHANNEL-ID of the city.'),
  companyCode: textSetting('990001', 'partnerServiceId of the city, without its padding.'),
  merchantId: textSetting('000099000100001', 'merchantId of the city; empty: any.'),
  signature: choiceSetting(['symmetric', 'asymmetric'], 'Signature type 1 or 2 of calls to the bank (section 5).'),
  encoding: choiceSetting(['base64', 'hex'], 'How signatures are written, in both directions (section 5.3).'),
  signedPath: choiceSetting(['as-sent', 'from-version'], 'The path that is signed: as sent, or from /v1.0/ on (5.5).'),
  timestampSeconds: numberSetting(300, 'How far X-TIMESTAMP may be off (section 3, unverified).'),
  clockOffsetSeconds: numberSetting(0, "How far the bank's clock is ahead of this machine's, in both directions."),
  tokenSeconds: numberSetting(900, 'How long a token of the bank is good.'),
  longestExternalId: numberSetting(36, 'The most characters of X-EXTERNAL-ID; digits only, in any case (section 4).'),
  cityUrl: textSetting(
    'http://127.0.0.1:8080/callbacks/bank-sumut',
    "Base address of the city's callbacks; empty: the city is told nothing.",
  ),
  cityClientId: textSetting('bank-contoh', 'X-CLIENT-KEY of the bank at the city.'),
  citySecret: textSetting('rahasia-snap-kota-untuk-uji', 'The secret the city gave the bank.'),
  bankPrivateKey: textSetting('', "PEM of the bank's private key."),
  citySignature: choiceSetting(['symmetric', 'asymmetric'], 'Signature type of calls to the city.'),
  citySignedPath: textSetting(
    'as-sent',
    'What is signed in front of /v1.0/ in calls to the city; as-sent: as it is sent.',
  ),
  news: choiceSetting(['payment', 'notify'], 'How a paid account of 27 is told: service 25, or 34 (section 1).'),
  adviceTimes: numberSetting(3, 'How often a payment without an answer is repeated, with flagAdvise Y.'),
  adviceDelayMs: numberSetting(20, 'How long the bank waits before it repeats.'),
  waitMs: numberSetting(5000, "How long the bank waits for the city's answer (section 7.3)."),
};

export type BankSnapSettingValues = SettingValues<typeof bankSnapSettings>;
