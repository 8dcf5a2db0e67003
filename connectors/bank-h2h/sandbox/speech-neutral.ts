import { amountIn, listIn, localTime, membersIn, posted, type Speech, textIn } from './wire.ts';

/** The neutral contract (the bank host-to-host notes, section 7), under whichever headers. */
function neutral(scheme: Speech['scheme']): Speech {
  return {
    scheme,
    good: ['00'],
    inquiry: ({ nop, kodeBayar, tahunPajak }, { bankCode }) =>
      posted(nop === undefined ? '/pajak/inquiry' : '/pbb/inquiry', {
        requestId: requestId(),
        bankCode,
        channel: '6010',
        ...(nop === undefined ? { kodeBayar } : { nop, tahunPajak }),
      }),
    payment: ({ nop, kodeBayar, reference, nominal, years, paidAt }, { bankCode }) =>
      posted(nop === undefined ? '/pajak/payment' : '/pbb/payment', {
        requestId: requestId(),
        bankCode,
        channel: '6010',
        bankReference: reference,
        paidAt: `${localTime(paidAt)}+07:00`,
        ...(nop === undefined ? { kodeBayar } : { nop, tagihan: years.map(asTexts) }),
        total: String(nominal),
      }),
    reversal: ({ nop, tahunPajak, reference, ntpd }, { bankCode }) =>
      posted('/pbb/reversal', {
        ...{ requestId: requestId(), bankCode, bankReference: reference, ntpd, nop, tahunPajak },
        reason: 'jawaban tidak diterima',
      }),
    status: (reference, { bankCode }) => posted('/pbb/status', { bankCode, bankReference: reference }),
    read(answer) {
      const { code, message, ntpd } = answer;
      const years = listIn(answer.tagihan).map(({ tahunPajak, pokok, denda, total }) => ({
        tahunPajak: textIn(tahunPajak),
        pokok: amountIn(pokok),
        denda: amountIn(denda),
        total: amountIn(total),
      }));
      return { code: textIn(code), message: textIn(message), years, ...(ntpd ? { ntpd: textIn(ntpd) } : {}) };
    },
  };
}

function asTexts(year: object) {
  return Object.fromEntries(Object.entries(year).map(([name, value]) => [name, String(value)]));
}

let requests = 0;
/** 14 digits of time and a counter. */
function requestId(): string {
  requests += 1;
  return `${localTime(new Date()).replaceAll(/\D/g, '')}${String(requests).padStart(6, '0')}`;
}

/** SNAP-like in its answers, BPHTB alone; of its calls little is known (section 5.5). */
const dialectE: Speech = {
  scheme: 'oauth',
  good: ['2002400', '2002500'],
  inquiry: ({ kodeBayar }) => posted('/v1/inquiry', { kodeBayar }),
  payment: ({ kodeBayar, nominal, reference, paidAt }) =>
    posted('/v1/payment', {
      ...{ kodeBayar, jumlah: String(nominal), nomorReferensi: reference },
      tanggalBayar: `${localTime(paidAt)}+07:00`,
    }),
  read(answer) {
    const { responseCode, responseMessage, ntpd, jumlah } = membersIn(answer);
    const total = amountIn(jumlah);
    return {
      code: textIn(responseCode),
      message: textIn(responseMessage),
      years: total > 0 ? [{ tahunPajak: '', pokok: total, denda: 0, total }] : [],
      ...(ntpd ? { ntpd: textIn(ntpd) } : {}),
    };
  },
};

export const neutralSpeeches = {
  netral: neutral('snap'),
  'netral-token': neutral('bearer'),
  'netral-alamat': neutral('none'),
  e: dialectE,
} as const;
