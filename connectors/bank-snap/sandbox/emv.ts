/** EMVCo merchant-presented text: tag, length, value (section 8). */
export function qrText(code: {
  readonly amount: string;
  readonly bill: string;
  readonly terminal: string;
  readonly merchant: string;
}): string {
  const merchant = tag('00', 'ID.CO.BANKCONTOH.WWW') + tag('01', '9360099000000001') + tag('02', code.merchant);
  const before = [
    tag('00', '01'),
    tag('01', '12'), // for one payment
    tag('26', merchant),
    tag('52', '9399'),
    tag('53', '360'),
    tag('54', code.amount),
    tag('58', 'ID'),
    tag('59', 'PEMERINTAH KOTA CONTOH'),
    tag('60', 'BINJAI'),
    tag('61', '20700'),
    tag('62', tag('01', code.bill.slice(0, 25)) + tag('07', code.terminal)),
    '6304',
  ].join('');
  return before + crc16(before);
}

function tag(number: string, value: string): string {
  return `${number}${String(value.length).padStart(2, '0')}${value}`;
}

/** CRC-16/CCITT-FALSE: polynomial 1021, start FFFF; four upper-case digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
