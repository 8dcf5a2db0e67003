/**
 * A text somebody else wrote, fit for a log or an answer: an upstream's sentence, a parser's message and the name of an
 * unknown parameter may all repeat whose number was asked about.
 */
export function withoutLongNumbers(text: string): string {
  return text.replace(/\d{9,}/g, (digits) => `${digits.slice(0, 2)}…${digits.slice(-2)}`);
}
