import { toJsonSchema } from './toJsonSchema';

const PROTOCOL = {
  type: 'string',
  enum: ['SCTP', 'TCP', 'UDP'],
  default: 'TCP',
};

describe('toJsonSchema', () => {
  // A Service whose protocol is "" is taken, and has TCP then.
  it.each([
    ['io.k8s.api.core.v1.ServicePort', ['SCTP', 'TCP', 'UDP', '']],
    ['com.example.v1.Port', ['SCTP', 'TCP', 'UDP']],
  ])('choices with a default in %s are %j', (root, choices) => {
    const { schema } = toJsonSchema({
      root,
      schemas: { [root]: { type: 'object', properties: { of: PROTOCOL } } },
    });
    expect(schema).toMatchObject({
      definitions: { [root]: { properties: { of: { enum: choices } } } },
    });
  });
});
