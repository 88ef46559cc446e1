#!/usr/bin/env node
/**
 * The forms of the Vault CLI that generated scripts use: `vault policy write
 * NAME -` and `vault write PATH -` with the input of `-`, `vault policy read
 * NAME`, `vault read PATH`, and `vault read -format=json -field=FIELD PATH`.
 * Source: Vault, command/read.go, policy_read.go, util.go (PrintRawField).
 */
const { readFileSync } = require('node:fs');
const { request } = require('node:https');

const { VAULT_ADDR, VAULT_TOKEN, VAULT_CACERT } = process.env;
const form =
  /^(?<policy>policy )?(?:(?<writes>write) (?<to>[^ -][^ ]*) -|read (?:-format=json -field=(?<field>\w+) )?(?<from>[^ -][^ ]*))$/.exec(
    process.argv.slice(2).join(' '),
  )?.groups;

function fail(message, code = 2) {
  console.error(message);
  process.exitCode = code;
}

function show({ statusCode }, text) {
  const { policy, writes, field, from } = form;
  if (statusCode === 404 && !writes) {
    fail(policy ? `No policy named: ${from}` : `No value found at ${from}`);
    return;
  }
  if (statusCode >= 300) {
    fail(text);
    return;
  }
  if (writes) return;
  const { data } = JSON.parse(text);
  if (policy) console.log(data.policy);
  else if (!field) console.log(data);
  else if (data[field] === undefined) {
    fail(`Field "${field}" not present in secret`, 1);
  } else process.stdout.write(JSON.stringify(data[field], undefined, 2));
}

if (form) {
  const { policy, writes, to, from } = form;
  const input = writes && readFileSync(0, 'utf8');
  const sent = request(
    `${VAULT_ADDR}/v1/${policy ? 'sys/policies/acl/' : ''}${to ?? from}`,
    {
      method: writes ? 'PUT' : 'GET',
      ca: readFileSync(VAULT_CACERT),
      headers: { 'x-vault-token': VAULT_TOKEN },
    },
    response => {
      let text = '';
      response.setEncoding('utf8').on('data', part => (text += part));
      response.on('end', () => show(response, text));
    },
  );
  sent.end(policy && input ? JSON.stringify({ policy: input }) : input);
} else fail(`vault: unknown command ${JSON.stringify(process.argv.slice(2))}`);
