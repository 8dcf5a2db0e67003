import type { AgreementConfig } from '../../openapi/generated/config.ts';
import { jakartaDate } from '../mapping/jakarta.ts';
import type { Application } from './applications.ts';

/** What an application may read from one instance, and under which paper. */
export type Grant =
  | {
      readonly kind: 'granted';
      /** `''` where the instance needs none. */
      readonly agreement: string;
      /** `undefined`: every field. */
      readonly fields: ReadonlySet<string> | undefined;
      readonly endsSoon: boolean;
    }
  | { readonly kind: 'expired'; readonly agreement: string; readonly lastDay: string }
  | { readonly kind: 'uncovered' };

export interface InstanceAgreements {
  readonly required: boolean;
  readonly agreements: readonly AgreementConfig[];
}

const WARN_DAYS = 30;

/** The agreement that covers this application and purpose on an instance; one that is valid before one that has ended. */
export function grantOf(
  { required, agreements }: InstanceAgreements,
  application: Pick<Application, 'name'>,
  purpose: string,
  now: Date,
): Grant {
  const covering = agreements.filter(
    ({ keperluan, aplikasi }) => keperluan.includes(purpose) && (!aplikasi || aplikasi.includes(application.name)),
  );
  const today = jakartaDate(now);
  const valid = covering.find(({ berlakuSampai }) => berlakuSampai >= today);
  if (valid) {
    const { nomor, bidang, berlakuSampai } = valid;
    const soon = jakartaDate(new Date(now.getTime() + WARN_DAYS * 24 * 3600 * 1000));
    return {
      kind: 'granted',
      agreement: nomor,
      fields: bidang.includes('*') ? undefined : new Set(bidang),
      endsSoon: berlakuSampai <= soon,
    };
  }
  const [ended] = covering;
  if (ended) return { kind: 'expired', agreement: ended.nomor, lastDay: ended.berlakuSampai };
  return required ? { kind: 'uncovered' } : { kind: 'granted', agreement: '', fields: undefined, endsSoon: false };
}
