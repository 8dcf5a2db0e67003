import type {
  DriftReport,
  Incident,
  KeptAnswer,
  ReleaseChoice,
  ShadowReport,
  ShadowSetting,
} from '../../hub/store/releases.ts';

export const PESERTA = { instance: 'bpjs', operation: 'peserta-by-nik' } as const;

export function choice(changes: Partial<ReleaseChoice> = {}): ReleaseChoice {
  const said = { by: 'simpul', reason: 'the answers fit vclaim-2.1' };
  return { ...PESERTA, release: 'vclaim-2.1', pinned: false, since: 100, ...said, ...changes };
}

export function shadow(changes: Partial<ShadowSetting> = {}): ShadowSetting {
  return { ...PESERTA, release: 'vclaim-2.1', since: 100, ...changes };
}

/** Nothing was counted unless `changes` say so. */
export function shadowReport(changes: Partial<ShadowReport> = {}): ShadowReport {
  const counts = { read: 0, agreed: 0, differed: 0, unfit: 0, askedOtherwise: 0, skipped: 0 };
  return { ...shadow(), ...counts, fields: {}, ...changes };
}

export function driftReport(changes: Partial<DriftReport> = {}): DriftReport {
  return {
    ...PESERTA,
    release: 'vclaim-2.0',
    kind: 'breaking',
    path: 'peserta.noKartu',
    expected: 'string',
    got: 'missing',
    count: 1,
    firstAt: 100,
    lastAt: 100,
    firstSample: null,
    lastSample: null,
    ...changes,
  };
}

export function keptAnswer(changes: Partial<KeptAnswer> = {}): KeptAnswer {
  return { ...PESERTA, release: 'vclaim-2.0', verdict: 'found', at: 100, sealed: Uint8Array.of(5), ...changes };
}

export function incident(changes: Partial<Omit<Incident, 'closedAt'>> = {}): Omit<Incident, 'closedAt'> {
  return { id: 'isd_1', kind: 'berubah', ...PESERTA, openedAt: 100, detail: '{}', ...changes };
}
