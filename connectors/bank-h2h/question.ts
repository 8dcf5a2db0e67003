/** What is asked, in the names that the mappings of a dialect ask in. */
export type Asked = Readonly<Record<string, unknown>>;

interface Call {
  readonly name: string;
  readonly writes: boolean;
  readonly takes: readonly string[];
}

const BILL = ['nop', 'kodeBayar', 'tahunPajak', 'idPermintaan', 'kanal'];

/** By the end of an operation's name: `pbb-inquiry`, `pajak-inquiry`. */
const CALLS: Readonly<Record<string, Call>> = {
  inquiry: { name: 'bank.inquiry', writes: false, takes: BILL },
  payment: { name: 'bank.payment', writes: true, takes: [...BILL, 'nominal', 'dibayarPada'] },
  reversal: { name: 'bank.reversal', writes: true, takes: ['ntpd', 'nop', 'tahunPajak', 'alasan', 'kanal'] },
  status: { name: 'bank.status', writes: false, takes: [] },
};

/** Names the callbacks of this connector can have. */
export const callNames: readonly string[] = Object.values(CALLS).map(({ name }) => name);

export interface Question {
  readonly as: { readonly name: string; readonly writes: boolean };
  readonly question: Asked;
}

/** A dialect's operation as one of the calls of a bank; `undefined`: it is none. */
export function questionOf(operation: string, asked: Asked): Question | undefined {
  const call = CALLS[operation.slice(operation.lastIndexOf('-') + 1)];
  if (!call) return undefined;
  const { name, writes, takes } = call;
  const whole: Asked = {
    ...numbersOf(name, asked),
    ...Object.fromEntries(takes.map((member) => [member, asked[member]])),
    ...(name === 'bank.payment' ? { tagihan: linesOf(asked) } : {}),
  };
  const given = Object.entries(whole).filter(([, value]) => value !== undefined);
  return { as: { name, writes }, question: Object.fromEntries(given) };
}

/**
 * The bank's one number is what tells a repeat and what people look for. A bank that names the region's number in a
 * reversal (dialect B, section 5.2) names none of its own there.
 */
function numbersOf(name: string, { idPembayaran }: Asked): Asked {
  if (name === 'bank.inquiry') return {};
  return name === 'bank.status' ? { idPembayaran } : { idPembayaran, nomorBank: idPembayaran };
}

/** The bills that are paid: a list, or the one that stands in the call itself (`baris`). Its total is what is paid. */
function linesOf({ tagihan, baris, tahunPajak, nominal }: Asked): unknown {
  if (tagihan !== undefined || tahunPajak === undefined) return tagihan;
  return [{ tahunPajak, ...(baris as Asked | undefined), total: nominal }];
}
