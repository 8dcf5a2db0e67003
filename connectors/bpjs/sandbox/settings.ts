import { choiceSetting, numberSetting, type SettingValues, textSetting } from '../../sandbox-kit/settings.ts';

/** Points that the document leaves open, or that changed over time. */
export const bpjsSettings = {
  clockSkewSeconds: numberSetting(300, 'How far X-timestamp may be off; the real width is unverified (section 2).'),
  clockOffsetSeconds: numberSetting(0, "How far BPJS's own clock is ahead of this machine's."),
  refusalStatus: numberSetting(401, 'HTTP status of a consumer or signature refusal (unverified, section 5).'),
  refusalCode: textSetting('401', 'Code inside that refusal.'),
  lists: choiceSetting(['bare', 'list'], 'Antrean lists: a bare array, or { "list": [ … ] } (section 3).'),
};

export type BpjsSettingValues = SettingValues<typeof bpjsSettings>;
