import type { OperatorChange } from '../store/operators.ts';
import { isRole, OperatorError } from './operators.ts';
import { passwordMistake } from './passwords.ts';

const NAME = /^[a-z][a-z0-9.-]{1,39}$/;

export function absent(): OperatorError {
  return new OperatorError(
    'id',
    'Operator ini tidak ada atau sudah dinonaktifkan.',
    'there is no such operator, or it is disabled',
  );
}

export function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new OperatorError(
    'name',
    'Nama masuk terdiri atas huruf kecil, angka, titik, dan tanda hubung, diawali huruf, 2 sampai 40 karakter.',
    'a name is lower case, digits, dots and dashes, begins with a letter and has 2 to 40 characters',
  );
}

export function checkRole(role: string): void {
  if (isRole(role)) return;
  throw new OperatorError(
    'role',
    'Peran harus pengamat, operator, atau admin.',
    'a role is pengamat, operator or admin',
  );
}

export function checkPassword(password: string, name: string): void {
  const mistake = passwordMistake(password, name);
  if (mistake) throw new OperatorError('password', mistake.id, mistake.en);
}

export function nameTaken(): OperatorError {
  return new OperatorError(
    'name',
    'Nama masuk ini sudah dipakai operator lain.',
    'another operator who is not disabled has this name',
  );
}

export function checkChange(change: OperatorChange, field: 'role' | 'id'): void {
  if (change === 'absent') throw absent();
  if (change === 'done') return;
  throw new OperatorError(
    field,
    'Ini admin terakhir. Angkatlah admin lain lebih dahulu.',
    'this is the last admin; make another one first',
  );
}
