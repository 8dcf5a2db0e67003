import {
  choiceSetting,
  numberSetting,
  type SettingValues,
  textSetting,
  textsSetting,
} from '../../sandbox-kit/settings.ts';

/** Credentials of both sides, and what the guide leaves open or says in several ways. */
export const ossSettings = {
  userKey: textSetting('kunci-oss-untuk-uji', 'user_key of the city, for /v1/kl/rba.'),
  username: textSetting('binjai-uji', 'user_akses of sendSecurityKey, for OSS 1.x at /v1/kl.'),
  password: textSetting('sandi-oss-lama-untuk-uji', 'pwd_akses of sendSecurityKey.'),
  keySeconds: numberSetting(3600, 'How long a security key is good.'),
  institution: textSetting('275', 'kd_instansi of the city.'),
  regionCode: textSetting('1275000000', 'kd_daerah of the city: permits of another are illegal access (403).'),
  cityUrl: textSetting(
    'http://127.0.0.1:8080/callbacks/oss',
    "Base address of the city's callbacks; empty: the city is told nothing.",
  ),
  cityPath: textSetting('', 'One path for every push (`terima`); empty: each method at its own name.'),
  cityUsername: textSetting('OSSCONTOH', 'USERNAME of the token.'),
  cityPassword: textSetting('sandi-contoh', 'PASSWORD of the token.'),
  waitMs: numberSetting(30_000, "How long OSS waits for the city's answer (unverified)."),
  repeatTimes: numberSetting(0, 'How often a push is repeated after silence or status 2 (unverified).'),
  repeatDelayMs: numberSetting(20, 'How long it waits before it repeats.'),
  fileDelaySeconds: numberSetting(0, 'How long after its approval a permit is signed: inqueryFileDS says 400 before.'),
  clockOffsetSeconds: numberSetting(0, "How far OSS's clock is ahead, tokens included."),
  statusEnvelope: choiceSetting(
    ['responcheckLicenseStatus', 'responcheckStatusLicense', 'responsecheckStatusLicense'],
    'The envelope of checkLicenseStatus: table, example, example of an error (section 7).',
  ),
  certificateEnvelope: choiceSetting(
    ['DATACERTIFICATE', 'receiveCertificate'],
    'What receiveCertificate is sent in (section 6.4).',
  ),
  oldMembers: choiceSetting(['refused', 'ignored'], 'id_produk and data_pnbp in receiveLicense of RBA (section 6.2).'),
  httpStatus: choiceSetting(['200', 'as-code'], 'HTTP status around a refusal.'),
  closedMethods: textsSetting([], 'Methods that are not there: kode 404.'),
};

export type OssSettingValues = SettingValues<typeof ossSettings>;
