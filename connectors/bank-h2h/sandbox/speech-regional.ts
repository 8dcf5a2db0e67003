import { amountIn, fetched, listIn, localTime, membersIn, posted, type Speech, textIn } from './wire.ts';

/** East Java, Bank Jatim (the bank host-to-host notes, section 5.1). A billing code stands where the NOP stands. */
const dialectA: Speech = {
  scheme: 'basic',
  good: ['00'],
  inquiry: ({ nop, kodeBayar }) =>
    posted('/inquiry', { Nop: nop ?? kodeBayar, MasaPajak: '01', Merchant: '6010', KodeInstitusi: '0000000111' }),
  payment: ({ nop, kodeBayar, reference, nominal, years: [year], paidAt }) =>
    posted('/payment', {
      Nop: nop ?? kodeBayar,
      Masa: '01',
      Tahun: year?.tahunPajak ?? '',
      Pokok: String(year?.pokok ?? 0),
      Denda: String(year?.denda ?? 0),
      Total: String(nominal),
      DateTime: localTime(paidAt).replace('T', ' '),
      Referensi: reference,
      KodeInstitusi: '0000000111',
    }),
  read(answer) {
    const { ResponseCode, ErrorDesc } = membersIn(answer.Status);
    const years = listIn(answer.Tagihan).map(({ Tahun, Pokok, Denda, Total }) => ({
      tahunPajak: textIn(Tahun),
      pokok: amountIn(Pokok),
      denda: amountIn(Denda),
      total: amountIn(Total),
    }));
    const ntpd = textIn(answer.Pengesahan);
    return { code: textIn(ResponseCode), message: textIn(ErrorDesc), years, ...(ntpd ? { ntpd } : {}) };
  },
};

/** Lampung, BNI (section 5.2). One year at a time; reversal names the region's number. */
const dialectB: Speech = {
  scheme: 'login',
  good: ['00'],
  inquiry: ({ nop, tahunPajak }) => posted('/InqPBB', { tax_year: tahunPajak, tax_type: '0002', nop }),
  payment: ({ nop, reference, nominal, years: [year], paidAt }) =>
    posted('/PayPBB', {
      ...{ tax_year: year?.tahunPajak, tax_type: '0002', nop },
      ...{ payment_amount: String(nominal), payment_ref_number: reference, tanggal_bayar: dayFirst(paidAt) },
      channel: 'TELLER',
    }),
  reversal: ({ nop, tahunPajak, ntpd }) =>
    posted('/RevPBB', { tax_year: tahunPajak, tax_type: '0002', nop, refnum: ntpd }),
  read(answer) {
    const data = membersIn(answer.data);
    const year = {
      tahunPajak: textIn(data.tax_year),
      pokok: amountIn(data.bill_amount),
      denda: amountIn(data.penalty),
      total: amountIn(data.total),
    };
    const ntpd = textIn(data.refnum).replace(/^-$/, '');
    return {
      code: textIn(answer.response_code),
      message: textIn(answer.message ?? answer.response_message),
      years: answer.data === undefined ? [] : [year],
      ...(ntpd ? { ntpd } : {}),
    };
  },
};

/** The same regency, Bank Lampung and Pos (section 5.3): several years in one payment, success is 06. */
const dialectC: Speech = {
  scheme: 'basic',
  good: ['00', '10', '06'],
  inquiry: ({ nop, tahunPajak }) => fetched('/GetBillingPBB', { nop, tahun: tahunPajak }),
  payment: ({ nop, kodeBayar, reference, nominal, years, paidAt }) =>
    nop === undefined
      ? posted('/PaymentBillingPajak', {
          ...{ kdbill: kodeBayar, payment_ref_number: reference, tanggal_bayar: dayFirst(paidAt), channel: 'TELLER' },
        })
      : posted('/PaymentBillingPBB', {
          ...{ NOP: nop, total_jumlah_bayar: nominal, payment_ref_number: reference },
          ...{ tipe_pembayaran: 'TUNAI', channel: 'TELLER', tanggal_bayar: dayFirst(paidAt) },
          detail: years.map(({ tahunPajak, total }) => ({ tahun: tahunPajak, jumlah_bayar: total })),
        }),
  read(answer) {
    const years = listIn(membersIn(answer.data).bills).map(({ tahun_pajak, nilai, denda, total }) => ({
      tahunPajak: textIn(tahun_pajak),
      pokok: amountIn(nilai),
      denda: amountIn(denda),
      total: amountIn(total),
    }));
    return { code: textIn(answer.code), message: textIn(answer.description), years };
  },
};

/** Gunungkidul, BPD DIY (section 5.4): the key stands in the path, as `{auth_id}` until it is signed. */
const dialectD: Speech = {
  scheme: 'md5',
  good: ['0'],
  inquiry: ({ nop, kodeBayar, tahunPajak = '' }, { username: user }) =>
    nop === undefined
      ? fetched('/pajak_daerah/getesptpd/{auth_id}/', { user, idbilling: kodeBayar })
      : fetched('/pajak_daerah/getpbb/{auth_id}/', { user, nop: nop + tahunPajak }),
  payment: ({ nop, kodeBayar, reference, nominal, years: [year] }, { username: user }) =>
    nop === undefined
      ? posted('/pajak_daerah/postesptpd/{auth_id}/', {
          ...{ user, IDBILLING: kodeBayar, NORESI: reference, PEMBAYARAN: String(nominal) },
        })
      : posted('/pajak_daerah/postpbb/{auth_id}/', {
          ...{ user, NOP: nop, TAHUNPAJAK: year?.tahunPajak, KODE_TP: '01', DENDA: String(year?.denda ?? 0) },
          ...{ TOTALBAYAR: String(nominal), NORESI: reference },
        }),
  read(answer) {
    const data = membersIn(answer.data);
    const year = {
      tahunPajak: textIn(data.TAHUNPAJAK),
      pokok: amountIn(data.POKOK),
      denda: amountIn(data.DENDA),
      total: amountIn(data.TOTALBAYAR),
    };
    const ntpd = textIn(data.NTPD);
    return {
      code: textIn(answer.status),
      message: textIn(answer.pesan),
      years: answer.data === undefined ? [] : [year],
      ...(ntpd ? { ntpd } : {}),
    };
  },
};

/** `DD-MM-YYYY HH:MM:SS` */
function dayFirst(at: Date): string {
  const [date = '', time = ''] = localTime(at).split('T');
  return `${date.split('-').toReversed().join('-')} ${time}`;
}

export const regionalSpeeches = { a: dialectA, b: dialectB, c: dialectC, d: dialectD } as const;
