/** What people read: Indonesian first, English where the console is switched to it. */
export interface Words {
  readonly id: string;
  readonly en: string;
}

const WORDS = {
  address_not_allowed: {
    id: 'alamatnya tidak diizinkan: harus https di internet, kecuali konfigurasi mengizinkan lain',
    en: 'the address is not allowed: https on the internet, unless the configuration allows more',
  },
  answered: { id: 'menjawab dengan kesalahan', en: 'answered with an error' },
  auth_refused: { id: 'nama pengguna atau kata sandi ditolak', en: 'user name or password was refused' },
  auth_required: { id: 'server meminta nama pengguna dan kata sandi', en: 'the server wants a user name and password' },
  bot_blocked: {
    id: 'bot diblokir atau dikeluarkan dari percakapan itu',
    en: 'the bot was blocked or removed from that chat',
  },
  chat_moved: {
    id: 'grup itu kini supergrup dengan nomor lain; isi chat id yang baru',
    en: 'the group is a supergroup with another number now; enter the new chat id',
  },
  chat_unknown: {
    id: 'percakapan tidak dikenal; periksa chat id, dan undang bot ke sana',
    en: 'the chat is not known; check the chat id and invite the bot',
  },
  connect_timeout: { id: 'tidak dapat dihubungi pada waktunya', en: 'could not be reached in time' },
  connection_lost: { id: 'memutus sambungan', en: 'closed the connection' },
  connection_refused: { id: 'menolak sambungan', en: 'refused the connection' },
  host_unreachable: { id: 'tidak dapat dicapai', en: 'cannot be reached' },
  message_refused: { id: 'menolak kabar ini', en: 'refused this notice' },
  name_unknown: { id: 'namanya tidak ditemukan di DNS', en: 'its name is not in DNS' },
  not_smtp: { id: 'menjawab, tetapi bukan sebagai server surel', en: 'answers, but not as a mail server' },
  not_telegram: { id: 'menjawab, tetapi bukan sebagai Telegram', en: 'answers, but not as Telegram' },
  recipient_refused: { id: 'penerima ditolak server', en: 'the server refused the recipient' },
  redirected: { id: 'mengalihkan; pengalihan tidak diikuti', en: 'redirects; redirects are not followed' },
  sender_refused: { id: 'pengirim ditolak server', en: 'the server refused the sender' },
  server_busy: { id: 'server meminta dicoba lagi nanti', en: 'the server asks to try again later' },
  settings_unreadable: {
    id: 'pengaturan saluran tidak dapat dibuka; isi lagi',
    en: 'the settings of the channel cannot be opened; enter them again',
  },
  some_recipients_refused: {
    id: 'terkirim, tetapi sebagian penerima ditolak server',
    en: 'sent, but the server refused some of the recipients',
  },
  throttled: { id: 'membatasi kiriman', en: 'limits how much is sent' },
  timeout: { id: 'tidak menjawab pada waktunya', en: 'did not answer in time' },
  tls_failed: {
    id: 'sambungan aman (TLS) gagal; periksa sertifikat dan pilihan TLS',
    en: 'the secure connection (TLS) failed; check the certificate and the choice of TLS',
  },
  tls_not_offered: { id: 'server tidak menawarkan STARTTLS', en: 'the server does not offer STARTTLS' },
  token_refused: { id: 'token bot ditolak', en: 'the token of the bot was refused' },
} as const satisfies Readonly<Record<string, Words>>;

export type Trouble = keyof typeof WORDS;

/** `auth_refused 535` in words, with the status as it was. */
export function wordsOfTrouble(trouble: string): Words {
  const [name = '', status] = trouble.split(' ');
  const words = name in WORDS ? WORDS[name as Trouble] : WORDS.answered;
  const after = status === undefined ? '' : ` (${status})`;
  return { id: `${words.id}${after}`, en: `${words.en}${after}` };
}

/** As the relay and the exchange say it (`http_503`, `certificate_not_accepted`). */
export function troubleOfReason(reason = 'connection_lost'): string {
  const status = /^http_(\d{3})$/.exec(reason)?.[1];
  if (status?.startsWith('3')) return troubleWith('redirected', status);
  if (status === '429') return troubleWith('throttled', status);
  if (status !== undefined) return troubleWith('answered', status);
  if (reason === 'certificate_not_accepted') return 'tls_failed';
  return reason === 'network_unreachable' ? 'host_unreachable' : reason;
}

export function troubleWith(trouble: Trouble, status?: number | string): string {
  return status === undefined ? trouble : `${trouble} ${status}`;
}
