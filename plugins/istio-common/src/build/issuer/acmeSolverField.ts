import { z } from 'zod';
import { dnsLabel, hostField, objectName } from '../intentFields';
import { dnsProviderFields } from './dnsProviderFields';

const httpFields = {
  ingressClassName: objectName
    .optional()
    .describe('HTTP01 through an Ingress of this class'),
  gateway: z
    .strictObject({
      name: objectName.describe('Name of the Gateway'),
      namespace: dnsLabel('the namespace of the Gateway').describe(
        'Its namespace',
      ),
    })
    .optional()
    .describe('HTTP01 through an HTTPRoute at a Gateway of the Gateway API'),
};

const fields = z.strictObject({
  dnsZones: z
    .array(hostField)
    .max(50, 'has too many entries, at most 50')
    .default([])
    .describe('Zones that it is for; every one when left out'),
  ...httpFields,
  ...dnsProviderFields,
});

/** A way to prove a name. */
type Way = keyof typeof httpFields | keyof typeof dnsProviderFields;

// Object.keys widens the keys of a constant.
const WAYS = Object.keys({ ...httpFields, ...dnsProviderFields }) as Way[];

/** How it is shown that a name is ours: one way each. @internal */
export const acmeSolverField = fields.check(ctx => {
  const given = WAYS.filter(way => ctx.value[way] !== undefined);
  if (given.length === 1) return;
  ctx.issues.push({
    code: 'custom',
    path: [],
    message: `has ${
      given.length ? given.join(' and ') : 'no way to prove a name'
    }, give one of ${WAYS.join(', ')}`,
    input: ctx.value,
  });
});
