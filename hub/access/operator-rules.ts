import type { OperatorChange } from '../store/operators.ts';
import { isRole, OperatorError } from './operators.ts';
import { passwordMistake } from './passwords.ts';

const NAME = /^[a-z][a-z0-9.-]{1,39}$/;

export function absent(): OperatorError {
  return new OperatorError('id', 'Operator ini tidak ada atau sudah dinonaktifkan.');
}

export function checkName(name: string): void {
  if (NAME.test(name)) return;
  const form = 'huruf kecil, angka, titik, dan tanda hubung, diawali huruf, 2 sampai 40 karakter';
  throw new OperatorError('name', `Nama masuk terdiri atas ${form}.`);
}

export function checkRole(role: string): void {
  if (!isRole(role)) throw new OperatorError('role', 'Peran harus pengamat, operator, atau admin.');
}

export function checkPassword(password: string, name: string): void {
  const mistake = passwordMistake(password, name);
  if (mistake !== undefined) throw new OperatorError('password', mistake);
}

export function checkChange(change: OperatorChange, field: 'role' | 'id'): void {
  if (change === 'absent') throw absent();
  if (change === 'last') throw new OperatorError(field, 'Ini admin terakhir. Angkatlah admin lain lebih dahulu.');
}
