import type { DukcapilConfig } from '../../openapi/generated/config.ts';
import type { Connector, Protocol } from '../connector.ts';
import { getJsonFacade } from './facade.ts';
import { accountOf, openContent, pathSettings, signedBody } from './protocol.ts';
import { dukcapilSandbox } from './sandbox/server.ts';

/** Both URL generations speak alike: always POST, credentials in the body, everything in `content[0]`. */
const getJson: Protocol<DukcapilConfig> = {
  async send(call, { instance, config, http, now, signal }) {
    const account = accountOf(config, call.service);
    const response = await http.request({
      method: call.method,
      url: (call.address ?? account.baseUrl) + call.path,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...call.headers },
      body: JSON.stringify(signedBody(account, call.body ?? {})),
      signal,
    });
    return openContent(response, { instance, now: now() });
  },
};

export const dukcapil = {
  name: 'dukcapil',
  configSchema: 'DukcapilConfig',
  protocols: { 'get-json': getJson },
  addressOf: (config, service) => accountOf(config, service).baseUrl,
  settingsOf: (config, service) => pathSettings(accountOf(config, service)),
  facades: { 'get-json': getJsonFacade },
  sandbox: dukcapilSandbox,
} satisfies Connector<DukcapilConfig>;
