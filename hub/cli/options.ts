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

/** A day or a minute in local time of the city. */
export function moment(text: string): Date {
  const at = new Date(/T/.test(text) ? `${text}:00+07:00` : `${text}T00:00:00+07:00`);
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError('must be a day or a minute: 2026-11-20 or 2026-11-20T14:30');
}
