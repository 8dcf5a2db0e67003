import { expect, test } from '@jest/globals';
import { goodConfig, mistakesOf, SMALL } from '../../hub/config/with-config.ts';
import { PARTNER } from './wire.ts';

const withOss = (settings: string) => `
${SMALL}
  oss:
    connector: oss
    releases: [oss-rba]
    settings: ${settings}
`;
const SERVICES = "services: { rba: { baseUrl: 'https://oss.contoh.invalid/v1/kl/rba', userKey: kunci } }";

test('what is not said of the pushes is what the notes say', () => {
  const { config } = goodConfig(
    withOss(
      `{ institution: '275', regionCode: '1275000000', ${SERVICES}, callbacks: { username: OSSCONTOH, password: sandi-contoh } }`,
    ),
  );
  expect(config.instances.oss?.settings).toMatchObject({ callbacks: PARTNER, services: { rba: { keyMinutes: 30 } } });
});

test('codes that lost their zeros are mistakes', () => {
  const mistakes = mistakesOf(withOss(`{ institution: 275, regionCode: '1275', ${SERVICES} }`)).join('\n');
  expect(mistakes).toMatch(/institution/);
  expect(mistakes).toMatch(/regionCode/);
});
