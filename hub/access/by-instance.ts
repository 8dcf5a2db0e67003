import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { InstanceAgreements } from './agreements.ts';

export interface Agreements {
  of(instance: string): InstanceAgreements;
}

const NONE: InstanceAgreements = { required: true, agreements: [] };

export function agreementsByInstance({ instances, agreements }: SimpulConfig): Agreements {
  const byInstance = new Map(
    Object.entries(instances).map(([name, { agreementRequired }]) => [
      name,
      { required: agreementRequired, agreements: agreements.filter(({ instansi }) => instansi === name) },
    ]),
  );
  return { of: (instance) => byInstance.get(instance) ?? NONE };
}
