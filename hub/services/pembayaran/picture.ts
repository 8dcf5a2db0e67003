import { generate } from 'lean-qr';
import { toPngBuffer } from 'lean-qr/extras/node_export';
import { toSvgSource } from 'lean-qr/extras/svg';
import { Refusal } from '../refusal.ts';
import { action } from '../service.ts';
import { PAYABLE } from './payment.ts';
import { ownPayment } from './reading.ts';

interface Params {
  readonly id: string;
  readonly bentuk?: 'png' | 'svg';
  /** Width and height in pixels. */
  readonly ukuran?: number;
}

const USUAL_PIXELS = 400;
/** White around the code, in its own squares: readers want four. */
const QUIET = 4;

export const getQrPembayaran = action<Params>({
  name: 'getQrPembayaran',
  async run({ id, bentuk = 'png', ukuran = USUAL_PIXELS }, context) {
    const { state, value } = await ownPayment(id, context);
    if (value.cara !== 'qris') throw new Refusal('tidak-ditemukan', 'Pembayaran ini bukan QRIS.');
    const text = value.qris?.isi;
    if (!PAYABLE.includes(state) || !text)
      throw new Refusal('bentrok', 'Kode QRIS ini belum ada, atau sudah tidak dapat dibayar.');
    const code = generate(text);
    const scale = Math.max(1, Math.floor(Number(ukuran) / (code.size + 2 * QUIET)));
    const pad = { padX: QUIET, padY: QUIET };
    if (bentuk === 'svg') {
      const svg = toSvgSource(code, { ...pad, width: Number(ukuran), height: Number(ukuran), xmlDeclaration: true });
      return { kind: 'bytes', type: 'image/svg+xml', bytes: Buffer.from(svg), name: `${id}.svg`, inline: true };
    }
    const bytes = toPngBuffer(code, { ...pad, scale });
    return { kind: 'bytes', type: 'image/png', bytes, name: `${id}.png`, inline: true };
  },
});
