import { choiceSetting, numberSetting, type SettingValues, textSetting } from '../../sandbox-kit/settings.ts';

/** The keys that are accepted, the clock, and what the document leaves open. */
export const laporSettings = {
  token: textSetting('token-uji-lapor', 'The bearer token of /api/v1.'),
  clientId: textSetting('binjai-uji', 'Client of the gateway, /oauth2/token.'),
  clientSecret: textSetting('rahasia-splp-uji', 'Its secret.'),
  tokenSeconds: numberSetting(3600, 'How long a token of the gateway lives.'),
  xmlToken: textSetting('{00000000-0000-0000-0000-000000000000}', 'The token attribute of the XML intake.'),
  keyToken: textSetting('kunci-uji-lapor', 'KEYTOKEN of gettopics.'),
  xmlRoot: textSetting('response', 'Root of the XML answer; its name is unknown (section 2.1).'),
  largestPage: numberSetting(200, 'At most so many rows a page, whatever per_halaman asks for.'),
  clockOffsetSeconds: numberSetting(0, "How far LAPOR's own clock is ahead: 14 days close what was answered."),
  citizen: choiceSetting(
    ['silent', 'replies'],
    'Whether the reporter replies, once, to the first answer of an agency.',
  ),
  citizenAfterSeconds: numberSetting(60, 'How long after the answer.'),
  citizenSays: textSetting('Terima kasih, tetapi belum ada perubahan di lapangan.', 'What the reporter replies.'),
};

export type LaporSettingValues = SettingValues<typeof laporSettings>;
