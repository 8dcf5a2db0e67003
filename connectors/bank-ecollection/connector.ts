import type { BankEcollectionConfig } from '../../openapi/generated/config.ts';
import type { Connector, Protocol } from '../connector.ts';
import { openAnswer } from './answers.ts';
import { ecollectionCallbacks } from './callbacks.ts';
import { encode, envelopeOf, numbering, requestOf } from './protocol.ts';
import { ecollectionSandbox } from './sandbox/server.ts';

/** One address for everything; what is wanted is inside the data (the eCollection notes, sections 1 and 2). */
const ecollection: Protocol<BankEcollectionConfig> = {
  async send({ method, path, headers, body = {}, address }, { instance, config, http, now, signal }) {
    const at = now(); // once: the expiry of a bill that is withdrawn counts from it too
    const sent = requestOf(body, config, at);
    const response = await http.request({
      method,
      url: (address ?? config.baseUrl) + path,
      // without this type the bank answers 998, whatever a mapping would rather send
      headers: { Accept: 'application/json', ...headers, 'Content-Type': 'application/json' },
      body: envelopeOf(encode(sent, config, at), config),
      signal,
    });
    return openAnswer(response, { instance, config, now: now(), sent });
  },
};

export const bankEcollection = {
  name: 'bank-ecollection',
  configSchema: 'BankEcollectionConfig',
  protocols: { ecollection },
  addressOf: ({ baseUrl }) => baseUrl,
  settingsOf(config) {
    const { before, ownDigits } = numbering(config);
    return { virtualAccountPrefix: before, customerDigits: String(ownDigits), virtualAccountIssuer: 'bank' };
  },
  callbacks: ecollectionCallbacks,
  sandbox: ecollectionSandbox,
} satisfies Connector<BankEcollectionConfig>;
