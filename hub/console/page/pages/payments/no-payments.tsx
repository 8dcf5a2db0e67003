import { say } from '../../language.ts';
import { me } from '../../me.ts';

/** Where no money has come in yet: how some can. */
export function NoPayments() {
  const { sandbox = false, kunciContoh = '' } = me.value?.hub ?? {};
  return (
    <div class="panel">
      <h3>{say('Belum ada pembayaran dalam rentang ini', 'No payment in this span')}</h3>
      <p>
        {say(
          'Aplikasi menerbitkan tagihan, lalu dibayar di loket, lewat virtual account, atau QRIS. Begitu bank mengabarkan uangnya, angkanya tampil di sini.',
          'An application publishes a bill, which is paid at a counter, by virtual account or by QRIS. Once a bank tells of the money it stands here.',
        )}{' '}
        <a href="/docs">{say('Dokumentasi API', 'API documentation')}</a>
      </p>
      {sandbox && (
        <>
          <p>
            {say(
              'Dengan bank contoh, dari terminal: terbitkan tagihan',
              'With the example bank, in a terminal: publish a bill',
            )}
          </p>
          <pre>{publishing(kunciContoh)}</pre>
          <p>
            {say(
              'lalu bayar di loketnya; BANK adalah alamat bank berloket pada panel sandbox di ringkasan:',
              'then pay it at the counter; BANK is the address of the bank with counters in the sandbox panel of the overview:',
            )}
          </p>
          <pre>{PAYING}</pre>
        </>
      )}
    </div>
  );
}

const JSON_TYPE = "-H 'Content-Type: application/json'";
const PAYING = `curl -X POST BANK/_sandbox/actions/pay ${JSON_TYPE} \\
  -d '{"nop":"127601000100100420","tahunPajak":"2026"}'`;

function publishing(key: string): string {
  const bill = {
    ...{ jenis: 'pbb', objek: { nop: '127601000100100420' }, tahunPajak: '2026', pokok: 125000 },
    ...{ jatuhTempo: '2030-08-31', wajibBayar: { nama: 'RINA CONTOH' } },
  };
  return `curl -X PUT ${location.origin}/v1/tagihan/PBB-CONTOH-1 ${JSON_TYPE} \\
  -H 'Authorization: Bearer ${key}' \\
  -d '${JSON.stringify(bill)}'`;
}
