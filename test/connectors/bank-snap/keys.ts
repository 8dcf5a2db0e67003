import { generateKeyPairSync } from 'node:crypto';

function pair() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** Made for this run: no private key is ever written down. */
export const BANK = pair();
export const HUB = pair();

/** The public key printed in the SNAP notes, section 3. */
export const PRINTED_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAluySnQoDcZv76y+I1t/h
Po6CWKslrgMcPPGH7up2jjYuQ7Lf78tcL9l+8Yssau+2VtflvdHJMF6ivBBMcax/
OwqOM091djmkFvBt9xy8WPYqlcJwwRegx1zR7na9V6EcwO8lmP0JSbkEZCaH8z7r
C4dqhaRw6/sjoeXT8K5pws4cQYBhJ4dRdzdkNTwmLrPtssk/3bCgdeHOSyI8FwxF
Vil9Jh5zN4tp3YBeRg1gZsmIMWOgoaiUCBmrLp8Eq/UsVTvi4IF4jVPPXjOi6tFF
3ZrmCUUhjJrX6pWHwZooLuuqNGdnVkPwHoBTIqYJ7kLWWE9d+vgc30lfcJkfL86i
UwIDAQAB
-----END PUBLIC KEY-----
`;
