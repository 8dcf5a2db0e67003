import { choiceSetting, numberSetting, type SettingValues, textSetting } from '../../sandbox-kit/settings.ts';

/** Keys, sizes, the schedule in force, and how SIPD behaves where the notes have seen it behave in several ways. */
export const sipdSettings = {
  prices: numberSetting(200, 'Rows of price standards, a quarter of them of each type.'),
  subActivities: numberSetting(10, 'Sub-activities, of all offices in turn.'),
  lines: numberSetting(30, 'RKA lines, of all sub-activities in turn.'),
  payments: numberSetting(12, 'SP2D, in three statuses in turn.'),
  unreconciled: numberSetting(0, 'So many sub-activities have a pagu that is not the sum of their lines.'),
  schedule: choiceSetting(
    ['murni', 'pergeseran', 'perubahan'],
    'The schedule in force: other quantities, so other lines and ceilings.',
  ),
  lists: choiceSetting(
    ['documented', 'encoded'],
    'Planning lists as the notes have them, or every one of them an encoded text.',
  ),
  emptyPage: choiceSetting(['null', 'list'], 'After the last page the treasury answers null, or an empty list.'),
  rateLimit: numberSetting(20, 'Calls of the treasury in a window; 0: no limit.'),
  rateWindowSeconds: numberSetting(60, 'How long a window is.'),
  rateHeaders: choiceSetting(['told', 'untold'], 'x-ratelimit-* stand in answers, or not.'),
  throttleForm: choiceSetting(
    ['429-json', '429-text', '200-json', '200-text', '200-string'],
    'How "Too Many Requests" is said.',
  ),
  apiKey: textSetting('kunci-uji-wpsipd', 'Key of the mirror.'),
  copiedAt: textSetting('2026-11-19 20:15:00', 'When the mirror was last copied (update_at).'),
  mirror: choiceSetting(['open', 'gone'], 'The mirror: there, or HTTP 404.'),
  channel: choiceSetting(['open', 'not-yet'], 'The channel of the national gateway: there, or HTTP 404.'),
  clientId: textSetting('binjai-uji', 'Client of the gateway, /oauth2/token.'),
  clientSecret: textSetting('rahasia-splp-uji', 'Its secret.'),
  username: textSetting('petugas-uji', 'The officer who logs in.'),
  password: textSetting('sandi-uji', 'The password.'),
  captcha: textSetting('uji123', "Solution of the treasury's captcha."),
  tokenSeconds: numberSetting(172_800, 'How long a session or a token of the gateway lives.'),
};

export type SipdSettingValues = SettingValues<typeof sipdSettings>;
