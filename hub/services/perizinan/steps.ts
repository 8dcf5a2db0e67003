import type {
  PermintaanStatusIzin,
  PermintaanSurveiIzin,
  PermintaanTagihanIzin,
} from '../../../openapi/generated/types.ts';
import { submit } from '../service.ts';
import { checkPeriod, checkWord, groundOf, momentOf, type OfPermit, planFor, settingState } from './sending.ts';
import { arrivalOf, moveOfStatus, moveOfStep } from './sent.ts';

/** The word a payment notice stands for among the statuses. */
const BILLED = 'minta-pembayaran';

export const statusIzin = submit<PermintaanStatusIzin & OfPermit>({
  name: 'statusIzin',
  connector: 'oss',
  forward: settingState('statusIzin', 'izin-status', arrivalOf('statusIzin', moveOfStatus)),
  subject: ({ idIzin }) => idIzin,
  async plan({ idIzin, status, waktu, petugas, keterangan, lampiran, persetujuanForm }, context) {
    const ground = await groundOf(idIzin, context);
    checkWord(status, 'status', { operation: 'izin-status', list: 'statusKirim' }, ground.instance, context);
    const said = { status, waktu: momentOf(waktu, context.now), petugas, keterangan };
    return planFor(idIzin, ground, {
      ...said,
      ...(lampiran === undefined ? {} : { lampiran }),
      ...(persetujuanForm === undefined ? {} : { persetujuanForm }),
    });
  },
  paramsOf: (id) => ({ idIzin: id }),
});

export const tagihanIzin = submit<PermintaanTagihanIzin & OfPermit>({
  name: 'tagihanIzin',
  connector: 'oss',
  forward: settingState('tagihanIzin', 'izin-tagihan', arrivalOf('tagihanIzin', moveOfStep)),
  subject: ({ idIzin }) => idIzin,
  async plan({ idIzin, tagihan, waktu, petugas, keterangan, lampiran }, context) {
    const ground = await groundOf(idIzin, context);
    checkPeriod(tagihan.tanggal, tagihan.berlakuSampai, 'tagihan.berlakuSampai');
    const said = { tagihan, ditagih: BILLED, waktu: momentOf(waktu, context.now), petugas, keterangan };
    return planFor(idIzin, ground, { ...said, ...(lampiran === undefined ? {} : { lampiran }) });
  },
  paramsOf: (id) => ({ idIzin: id }),
});

export const surveiIzin = submit<PermintaanSurveiIzin & OfPermit>({
  name: 'surveiIzin',
  connector: 'oss',
  forward: settingState('surveiIzin', 'izin-survei', arrivalOf('surveiIzin', moveOfStep)),
  subject: ({ idIzin }) => idIzin,
  async plan({ idIzin, hasil, waktu, petugas, keterangan, lampiran }, context) {
    const ground = await groundOf(idIzin, context);
    checkWord(hasil, 'hasil', { operation: 'izin-survei', list: 'hasilSurvei' }, ground.instance, context);
    const said = { hasil, waktu: momentOf(waktu, context.now), petugas, keterangan };
    return planFor(idIzin, ground, { ...said, ...(lampiran === undefined ? {} : { lampiran }) });
  },
  paramsOf: (id) => ({ idIzin: id }),
});
