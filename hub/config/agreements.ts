import type { AgreementConfig, SimpulConfig } from '../../openapi/generated/config.ts';
import { jakartaDate } from '../mapping/jakarta.ts';
import type { Finding } from './mistakes.ts';

const DAY_MS = 24 * 3600 * 1000;
const NOTICE_DAYS = 30; // a renewal takes a city weeks of letters

/** Agreements that ran out or soon will, and instances that refuse every read for want of one. */
export function agreementWarnings(config: SimpulConfig, today: Date): readonly Finding[] {
  const day = jakartaDate(today);
  const ending = config.agreements.flatMap((agreement, index) => {
    const reason = endOf(agreement, day);
    return reason === undefined ? [] : [{ at: ['agreements', String(index), 'berlakuSampai'], reason }];
  });
  const uncovered = Object.entries(config.instances)
    .filter(
      ([name, { agreementRequired }]) => agreementRequired && !config.agreements.some((each) => each.instansi === name),
    )
    .map(([name]) => ({
      at: ['instances', name],
      reason: 'no agreement covers it, so every read of it is refused; add one under "agreements"',
    }));
  return [...ending, ...uncovered];
}

function endOf({ nomor, instansi, berlakuSampai }: AgreementConfig, day: string): string | undefined {
  const daysLeft = (Date.parse(berlakuSampai) - Date.parse(day)) / DAY_MS;
  if (daysLeft < 0) return `agreement ${nomor} with ${instansi} ended on ${berlakuSampai}; reads under it are refused`;
  if (daysLeft > NOTICE_DAYS) return undefined;
  const when = daysLeft === 0 ? 'ends today' : `ends in ${daysLeft} day${daysLeft === 1 ? '' : 's'}`;
  return `agreement ${nomor} with ${instansi} ${when} (${berlakuSampai}); renew it`;
}
