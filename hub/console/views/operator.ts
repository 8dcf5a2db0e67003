import type { Me } from './me.ts';

export interface OperatorBaris {
  readonly id: string;
  readonly nama: string;
  readonly peran: NonNullable<Me['operator']>['peran'];
  readonly duaLangkah: boolean;
  readonly sejak: number;
  /** `null` while they may sign in. */
  readonly ditutup: number | null;
}
