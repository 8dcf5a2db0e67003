import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { bpjsSandbox } from '../../connectors/bpjs/sandbox/server.ts';
import { generatePeople } from '../../connectors/sandbox-kit/people.ts';
import type { JawabanPeserta } from '../../openapi/generated/types.ts';
import { withSandbox } from '../connectors/sandbox-kit/with-sandbox.ts';
import { withDirectory } from '../hub/cli/child-hub.ts';
import { demoWith } from './demo-city.ts';

async function peserta(hub: string, nik: string) {
  const { statusCode, body } = await request(`${hub}/v1/jkn/peserta/${nik}`, {
    headers: { authorization: 'Bearer simpul-demo-key' },
  });
  return { status: statusCode, body: (await body.json()) as JawabanPeserta };
}

test('a hub that is killed knows everybody it had answered about when it comes back, with BPJS gone', () =>
  withSandbox(bpjsSandbox, (bpjs) =>
    withDirectory({ 'simpul.yaml': demoWith({ bpjs: bpjs.url }) }, async ({ serve }) => {
      const people = generatePeople(50);
      const first = serve();
      const address = await first.ready;
      for (const { nik } of people) expect((await peserta(address, nik)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 100)); // the promise: what was answered this long ago is kept
      first.kill('SIGKILL');
      expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });

      bpjs.fault({ kind: 'refuse' });
      const started = performance.now();
      const second = serve();
      const back = await second.ready;
      const readyAfter = performance.now() - started;
      for (const [index, { nik, nama }] of people.entries()) {
        const { status, body } = await peserta(back, nik);
        if (index === 0)
          process.stdout.write(
            `ready ${Math.round(readyAfter)} ms after the start, first answer ${Math.round(performance.now() - started - readyAfter)} ms later\n`,
          );
        expect({ status, body }).toMatchObject({
          status: 200,
          body: { data: { nik, nama }, meta: { sumber: 'bpjs', keadaan: 'tersimpan' } },
        });
      }
      second.kill('SIGTERM');
      expect(await second.ended).toEqual({ code: 0, signal: null });
    }),
  ));
