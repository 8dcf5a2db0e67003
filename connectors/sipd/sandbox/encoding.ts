/** A list as expenditure lists come: JSON, reversed, Base64, reversed, Base64 (section 3). */
export function encoded(rows: unknown): string {
  const inner = Buffer.from(Buffer.from(JSON.stringify(rows), 'utf8').reverse()).toString('base64');
  return Buffer.from([...inner].reverse().join(''), 'latin1').toString('base64');
}
