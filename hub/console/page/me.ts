import { computed, signal } from '@preact/signals';
import type { Me } from '../views/me.ts';

/** `undefined` until the hub said who it is. */
export const me = signal<Me | undefined>(undefined);
export const operator = computed(() => me.value?.operator);

export type Role = NonNullable<Me['operator']>['peran'];
const ROLES: readonly Role[] = ['pengamat', 'operator', 'admin'];

/** Whether to offer it at all; the hub refuses whatever is asked without the right. */
export function may(least: Role): boolean {
  const { peran } = operator.value ?? {};
  return peran !== undefined && ROLES.indexOf(peran) >= ROLES.indexOf(least);
}

/** The session is over: the page asks to sign in again and keeps its address. */
export function forget(): void {
  if (me.value?.operator) me.value = { hub: me.value.hub };
}
