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
};

export type DukcapilSettingValues = SettingValues<typeof dukcapilSettings>;
