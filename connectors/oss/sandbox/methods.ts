import type { EnvelopeForm, Finding } from './finding.ts';
import {
  checkNib,
  checkStatus,
  fetchNib,
  inqueryCertificate,
  inqueryFile,
  inqueryFranchise,
  inqueryLicense,
  inqueryNib,
  inqueryProject,
  referencesOf,
} from './inquiring.ts';
import {
  type Office,
  receiveCertificate,
  receiveLicense,
  receiveSpatial,
  receiveStatus,
  updateLicense,
} from './receiving.ts';
import type { OssSettingValues } from './settings.ts';

type Members = Readonly<Record<string, unknown>>;

export interface Method {
  /** The one member of the body; absent: flat. */
  readonly asks?: string | ((settings: OssSettingValues, isOld: boolean) => string);
  readonly answers: EnvelopeForm | ((settings: OssSettingValues) => EnvelopeForm);
  readonly find: (members: Members, office: Office, isOld: boolean) => Finding;
  /** Part of OSS 1.x too. */
  readonly old?: true;
}

const kode = (name: string): EnvelopeForm => ({ name, code: 'kode', says: 'keterangan' });

/** Names are case-sensitive; every envelope is spelled as the guide spells it (the OSS notes, sections 6 and 7). */
export const methods: Readonly<Record<string, Method>> = {
  receiveLicenseStatus: {
    ...{ asks: 'IZINSTATUS', answers: kode('responreceiveLicenseStatus'), find: receiveStatus, old: true },
  },
  receiveLicense: { asks: 'IZINFINAL', answers: kode('responreceiveLicense'), find: receiveLicense, old: true },
  updateLicense: { asks: 'IZINFINAL', answers: kode('responupdateLicense'), find: updateLicense },
  receiveLicenseKKPR: {
    ...{ asks: 'IZINFINALKKPR', answers: kode('responreceiveLicenseKKPR '), find: receiveSpatial },
  },
  receiveCertificate: {
    asks: ({ certificateEnvelope }) => certificateEnvelope,
    answers: kode('responReceiveCertificate'),
    find: receiveCertificate,
  },
  inqueryNIB: { asks: 'INQUERYNIB', answers: kode('responinqueryNIB'), find: inqueryNib, old: true },
  checkNIB: { asks: 'CHECKNIB', answers: kode('responcheckNIB'), find: checkNib },
  fetchNIB: { asks: 'FETCHNIB', answers: kode('responfetchNIB'), find: fetchNib },
  checkLicenseStatus: {
    asks: (_settings, isOld) => (isOld ? 'IZINSTATUS' : 'CHECKLICENSESTATUS'),
    answers: ({ statusEnvelope }) => kode(statusEnvelope),
    find: checkStatus,
    old: true,
  },
  inqueryLicense: {
    asks: 'INQUERYLICENSE',
    answers: { name: 'dataLicense', code: 'code', says: 'message' },
    find: inqueryLicense,
  },
  inqueryProyek: { answers: { code: 'kode_status', says: 'keterangan' }, find: inqueryProject },
  getDataReferensi: {
    asks: 'GETDATAREFERENSI',
    answers: kode('respongetDataReferensi'),
    find: referencesOf,
    old: true,
  },
  inqueryFileDS: {
    asks: 'INQUERYFILEDS',
    answers: { name: 'responInqueryFileDS', code: 'status', says: 'keterangan', asText: true },
    find: inqueryFile,
  },
  inqueryNIBSTPW: { asks: 'INQUERYNIBSTPW', answers: kode('responinqueryNIBSTPW'), find: inqueryFranchise },
};

/** The one method that is a GET. */
export const certificateInquiry = {
  answers: kode('responInqueryCertificate'),
  find: inqueryCertificate,
};
