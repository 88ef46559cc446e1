type Schema = Record<string, unknown>;

interface OpenApi {
  components: { schemas: Record<string, Schema> };
}

const PREFIX = '#/components/schemas/';

/** Lists of a report, by the schema of their items. */
const LISTS = {
  workloads: ['WorkloadStatus', 'Every workload, with what is said of it.'],
  certificates: [
    'CertificateStatus',
    'Certificates, and served secrets without one.',
  ],
  exposures: ['ExposureStatus', 'Hosts on gateways and where they lead.'],
  egress: ['EgressStatus', 'External hosts as clients of the mesh reach them.'],
  controlPlanes: ['ControlPlaneStatus', 'One istiod each.'],
  trustRoots: ['TrustRootStatus', 'Root certificates that namespaces hold.'],
  strictReadiness: [
    'StrictReadiness',
    'What would break if a namespace or the mesh went STRICT.',
  ],
  findings: [
    'ReportedFinding',
    'What is wrong or worth knowing, worst first; muted ones too.',
  ],
} as const;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** References of OpenAPI as those of a plain JSON Schema; noted on the way. */
function localised(value: unknown, named: (name: string) => void): unknown {
  if (Array.isArray(value)) return value.map(one => localised(one, named));
  if (!isSchema(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => {
      if (key !== '$ref' || typeof held !== 'string') {
        return [key, localised(held, named)];
      }
      const name = held.slice(PREFIX.length);
      named(name);
      return [key, `#/$defs/${name}`];
    }),
  );
}

/** A finding of a report tells its object a second time, in fields of its own. */
function reportedFinding({ FindingStatus }: Record<string, Schema>): Schema {
  const { required, properties, ...rest } = FindingStatus;
  return {
    ...rest,
    required: [...(Array.isArray(required) ? required : []), 'kind', 'name'],
    properties: {
      ...(isSchema(properties) ? properties : {}),
      kind: { type: 'string', description: 'Kind of the object.' },
      namespace: {
        type: 'string',
        description: 'Absent for cluster-scoped objects.',
      },
      name: { type: 'string' },
    },
  };
}

function definitions(schemas: Record<string, Schema>): Record<string, Schema> {
  const all = { ...schemas, ReportedFinding: reportedFinding(schemas) };
  const found = new Map<string, Schema>();
  const add = (name: string) => {
    if (found.has(name)) return;
    const schema = all[name as keyof typeof all];
    if (!schema) throw new Error(`There is no schema ${name}`);
    found.set(name, {});
    // An object stays an object when references in it are renamed.
    found.set(name, localised(schema, add) as Schema);
  };
  Object.values(LISTS).forEach(([name]) => add(name));
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The schema of what `npm run -s assess` prints, made of the schemas of the API. */
export function assessSchema({ components }: OpenApi): Schema {
  const counts = {
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 1 },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://meshwright.dev/schemas/assess.schema.json',
    title: 'Meshwright assessment of a dump',
    description:
      'What `npm run -s assess -- DUMP.json` prints. Fields may be added; those described here keep their meaning.',
    type: 'object',
    required: [
      'assessedAt',
      'cluster',
      'objects',
      'unread',
      ...Object.keys(LISTS),
    ],
    properties: {
      assessedAt: {
        type: 'string',
        description: 'For which moment it was judged, ISO 8601: --now, or now.',
      },
      cluster: { const: 'dump' },
      objects: {
        type: 'object',
        required: ['read', 'leftOut'],
        properties: {
          read: { type: 'integer', description: 'Objects that were judged.' },
          leftOut: {
            ...counts,
            description:
              'Objects that were not looked at, counted by kind. Secrets always are.',
          },
        },
      },
      unread: {
        type: 'array',
        description:
          'Types that a cluster always has and the dump does not: what rests on them is unknown.',
        items: { type: 'string' },
      },
      ...Object.fromEntries(
        Object.entries(LISTS).map(([key, [name, description]]) => [
          key,
          {
            type: 'array',
            description,
            items: { $ref: `#/$defs/${name}` },
          },
        ]),
      ),
    },
    $defs: definitions(components.schemas),
  };
}

/** The same schema, but a field that it does not describe is refused. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isSchema(schema)) return schema;
  const entries = Object.entries(schema).map(
    ([key, value]): [string, unknown] => {
      if (key !== 'properties' || !isSchema(value)) return [key, closed(value)];
      return [
        key,
        Object.fromEntries(
          Object.entries(value).map(([name, one]) => [name, closed(one)]),
        ),
      ];
    },
  );
  return {
    ...(isSchema(schema.properties) && { additionalProperties: false }),
    ...Object.fromEntries(entries),
  };
}
