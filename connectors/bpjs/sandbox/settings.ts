import {
  choiceSetting,
  numberSetting,
  type SettingValues,
  textSetting,
  textsSetting,
} from '../../sandbox-kit/settings.ts';

/** Points that the document leaves open, or that changed over time. */
export const bpjsSettings = {
  clockSkewSeconds: numberSetting(300, 'How far X-timestamp may be off; the real width is unverified (section 2).'),
  clockOffsetSeconds: numberSetting(0, "How far BPJS's own clock is ahead of this machine's."),
  refusalStatus: numberSetting(401, 'HTTP status of a consumer or signature refusal (unverified, section 5).'),
  refusalCode: textSetting('401', 'Code inside that refusal.'),
  lists: choiceSetting(['bare', 'list'], 'Antrean lists: a bare array, or { "list": [ … ] } (section 3).'),
  references: choiceSetting(
    ['shape', 'register'],
    'antrean/add: nomorreferensi has the form its jeniskunjungan asks for, or is a referral of that very card too.',
  ),
  longestPhone: numberSetting(13, 'antrean/add: the longest nohp; that it is checked is known, the length is not.'),
  pharmacyQueues: choiceSetting(
    ['reported', 'always'],
    'After task 5, 6 is taken where a pharmacy queue was reported for the booking, or always (section 7.2).',
  ),
  repeatedCancel: choiceSetting(
    ['closed', 'duplicate'],
    'antrean/batal for the second time: 201 "TaskId terakhir 99", or 208; which one is not known.',
  ),
  vclaim11: choiceSetting(
    ['open', 'needs-user-key', 'gone'],
    'VClaim 1.1: as it was, with the user key of VClaim, or "No Mapping Rule matched" (sections 5 and 12).',
  ),
  vclaim20: choiceSetting(['open', 'not-yet'], 'VClaim 2.0: there, or "No Mapping Rule matched" as before 2021.'),
  antreanMandatory: textsSetting(
    [],
    'antrean/add: members that must be there beside those of section 7.1; without one it is 201 "… tidak boleh kosong".',
  ),
};

export type BpjsSettingValues = SettingValues<typeof bpjsSettings>;
