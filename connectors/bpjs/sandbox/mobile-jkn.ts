/**
 * Mobile JKN as a hospital meets it (the BPJS notes, section 8), written from the notes alone: fetches a token, keeps it,
 * and fetches another one when it is told that the old one has expired.
 */
export interface MobileJknOptions {
  /** Where the hospital's services are: `http://127.0.0.1:8080/callbacks/bpjs-rsud/rs`. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
}

/** What was heard, envelope and all. */
export interface Heard {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly response: unknown;
}

export interface Booking {
  readonly nomorkartu: string;
  readonly nik: string;
  readonly nohp: string;
  readonly kodepoli: string;
  readonly norm: string;
  readonly tanggalperiksa: string;
  readonly kodedokter: number;
  readonly jampraktek: string;
  readonly jeniskunjungan: number;
  readonly nomorreferensi: string;
}

export interface MobileJkn {
  /** Asks for a new token and keeps it, where it is given one. */
  token(): Promise<Heard>;
  status(of: Pick<Booking, 'kodepoli' | 'kodedokter' | 'tanggalperiksa' | 'jampraktek'>): Promise<Heard>;
  ambil(booking: Booking): Promise<Heard>;
  sisa(kodebooking: string): Promise<Heard>;
  batal(kodebooking: string, keterangan: string): Promise<Heard>;
  checkIn(kodebooking: string, waktu: number): Promise<Heard>;
  pasienBaru(patient: Readonly<Record<string, string>>): Promise<Heard>;
  jadwalOperasiRs(tanggalawal: string, tanggalakhir: string): Promise<Heard>;
  jadwalOperasiPasien(nopeserta: string): Promise<Heard>;
  ambilFarmasi(kodebooking: string): Promise<Heard>;
  statusFarmasi(kodebooking: string): Promise<Heard>;
  /** Any other call, with the token: a puskesmas' services have paths of their own (section 8.1). */
  call(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Heard>;
}

export function createMobileJkn({ baseUrl, username, password }: MobileJknOptions): MobileJkn {
  let held = '';
  const token = async () => {
    const headers = { 'x-username': username, 'x-password': password };
    const heard = await hear(await fetch(`${baseUrl}/auth`, { headers }));
    const { token: given } = (heard.response ?? {}) as { readonly token?: unknown };
    if (heard.code === 200 && typeof given === 'string') held = given;
    return heard;
  };
  const once = async (method: string, path: string, body?: object) =>
    hear(
      await fetch(`${baseUrl}/${path}`, {
        method,
        headers: { 'content-type': 'application/json', 'x-token': held, 'x-username': username },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  const call: MobileJkn['call'] = async (method, path, body) => {
    if (held === '') await token();
    const heard = await once(method, path, body);
    if (heard.code !== 201 || !/expired|kedaluwarsa/i.test(heard.message)) return heard;
    await token();
    return once(method, path, body);
  };
  const post = (path: string, body: object) => call('POST', path, body);

  return {
    token,
    call,
    status: (of) => post('antrean/status', of),
    ambil: (booking) => post('antrean/ambil', booking),
    sisa: (kodebooking) => post('antrean/sisa', { kodebooking }),
    batal: (kodebooking, keterangan) => post('antrean/batal', { kodebooking, keterangan }),
    checkIn: (kodebooking, waktu) => post('antrean/checkin', { kodebooking, waktu }),
    pasienBaru: (patient) => post('pasien/baru', patient),
    jadwalOperasiRs: (tanggalawal, tanggalakhir) => post('operasi/rs', { tanggalawal, tanggalakhir }),
    jadwalOperasiPasien: (nopeserta) => post('operasi/pasien', { nopeserta }),
    ambilFarmasi: (kodebooking) => post('farmasi/ambil', { kodebooking }),
    statusFarmasi: (kodebooking) => post('farmasi/status', { kodebooking }),
  };
}

/** The hospital's answers: plain JSON, `metadata` with a number, `response` where there is one. */
async function hear(answer: Response): Promise<Heard> {
  const body = (await answer.json()) as {
    readonly metadata?: { readonly code?: unknown; readonly message?: unknown };
    readonly response?: unknown;
  };
  const { code, message } = body.metadata ?? {};
  if (typeof code !== 'number' || typeof message !== 'string') throw new Error('the answer has no metadata');
  return { status: answer.status, code, message, response: body.response };
}
