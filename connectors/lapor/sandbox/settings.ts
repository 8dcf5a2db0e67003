import {
  choiceSetting,
  numberSetting,
  type SettingValues,
  textSetting,
  textsSetting,
} from '../../sandbox-kit/settings.ts';

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
  legacy: choiceSetting(['open', 'gone'], 'The first generation, addstream and gettopics: there, or HTTP 404.'),
  json: choiceSetting(['open', 'not-yet'], 'The JSON interface, directly and through the gateway: there, or HTTP 404.'),
  mandatory: textsSetting(
    [],
    'POST /laporan: members that must be there beside those of section 4, dotted where they are inside another; without one it is 422.',
  ),
  loginPage: choiceSetting(['off', 'on'], 'Every answer of the JSON interface is the HTML login page with 200.'),
};

export type LaporSettingValues = SettingValues<typeof laporSettings>;
