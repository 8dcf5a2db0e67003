import {
  choiceSetting,
  numberSetting,
  type SettingValues,
  textSetting,
  textsSetting,
} from '../../sandbox-kit/settings.ts';

/** The agreement this sandbox is under, and what differs between servers. */
export const dukcapilSettings = {
  institutions: textsSetting(['DISKOMINFO1275'], 'Accepted as {INSTANCE} in national paths.'),
  regionalAccount: textSetting('12-75/diskominfo_1275', 'Accepted as {region}/{user} in regional paths.'),
  user: textSetting('010120250900DISKOMINFO1275', 'The right USER_ID.'),
  password: textSetting('rahasia-uji', 'The right PASSWORD.'),
  ipUser: textSetting('10.75.0.10', 'The registered IP_USER.'),
  dailyQuota: numberSetting(1_000_000, 'Calls per day, counted from midnight in western Indonesia.'),
  nationalErrors: choiceSetting(
    ['code', 'sentence'],
    'How national paths refuse: with RESPONSE_CODE, or a sentence only.',
  ),
  regionalErrors: choiceSetting(['sentence', 'code'], 'How regional paths refuse.'),
  regional: choiceSetting(['open', 'gone'], 'Regional paths: there, or HTTP 404 since offices moved to the centre.'),
  national: choiceSetting(['open', 'not-yet'], 'National paths: there, or HTTP 404 as before.'),
  records: choiceSetting(
    ['delivered', 'withdrawn'],
    'CALL_NIK of both generations: the record, or a refusal under an agreement for verification only (section 1).',
  ),
  withdrawnCode: textSetting(
    '02',
    'RESPONSE_CODE of that refusal, where codes are spoken; which one it is has been seen nowhere.',
  ),
  withdrawnSentence: textSetting(
    'Akses data tidak diizinkan, gunakan layanan verifikasi',
    'The sentence of that refusal, of our own wording.',
  ),
};

export type DukcapilSettingValues = SettingValues<typeof dukcapilSettings>;
