import { InvalidArgumentError, Option } from 'commander';

export const configOption = () =>
  new Option('--config <file>', 'configuration file (else SIMPUL_CONFIG, ./simpul.yaml, the built-in demo)');

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

/** Names of what is copied have four digits; another number would be kept where nobody finds it. */
export function budgetYear(text: string): number {
  if (!/^20\d{2}$/.test(text)) throw new InvalidArgumentError('must be a budget year: 2026');
  return Number(text);
}
