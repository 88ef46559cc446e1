#!/usr/bin/env node
/**
 * The two forms of the Vault CLI that generated scripts use, with the input of
 * `-`: `vault policy write NAME -` and `vault write PATH -`.
 */
const { readFileSync } = require('node:fs');
const { request } = require('node:https');

const { VAULT_ADDR, VAULT_TOKEN, VAULT_CACERT } = process.env;
const words = process.argv.slice(2);
const isPolicy = words[0] === 'policy';
const [path, dash, ...rest] = words.slice(isPolicy ? 2 : 1);
if (!/^(policy )?write /.test(words.join(' ')) || dash !== '-' || rest.length) {
  console.error(`vault: unknown command ${JSON.stringify(words)}`);
  process.exit(2);
}
const input = readFileSync(0, 'utf8');
const sent = request(
  `${VAULT_ADDR}/v1/${isPolicy ? 'sys/policies/acl/' : ''}${path}`,
  {
    method: 'PUT',
    ca: readFileSync(VAULT_CACERT),
    headers: { 'x-vault-token': VAULT_TOKEN },
  },
  response => {
    response.pipe(process.stderr);
    process.exitCode = response.statusCode < 300 ? 0 : 2;
  },
);
sent.end(isPolicy ? JSON.stringify({ policy: input }) : input);
