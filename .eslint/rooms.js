const fs = require('node:fs');
const path = require('node:path');

// Data flows one way: what an arrow leaves never imports what it enters.
// Each room may import those to its left, and itself.
const ORDER = {
  'istio-common': [
    ['model'],
    ['api', 'findings'],
    ['trim'],
    ['index'],
    ['assess'],
    ['summary'],
  ],
  'istio-node': [['forges'], ['change']],
};

// build and edit know no cluster; routes read rows, never watchers; what the
// browser draws is wire types, never Kubernetes objects.
const FORBIDDEN = {
  'istio-common': [
    ['build', ['trim', 'index', 'assess', 'summary', 'validate']],
    ['edit', ['trim', 'index', 'assess', 'summary', 'validate', 'api']],
    ['model', ['build', 'edit', 'validate']],
    ['assess', ['build', 'edit', 'validate']],
    ['index', ['build', 'edit', 'validate']],
  ],
  'istio-node': [],
  'istio-backend': [
    ['routes', ['watch']],
    ['database', ['watch', 'routes', 'materialise']],
    ['watch', ['routes', 'database', 'entity']],
  ],
  sandbox: [
    ['kube', ['actors', 'scenarios', 'git', 'sync']],
    ['git', ['kube', 'actors', 'scenarios', 'sync']],
    ['sync', ['kube', 'actors', 'scenarios', 'git']],
  ],
};

function zone(dir, target, from) {
  return {
    target: path.join(dir, 'src', target),
    from: path.join(dir, 'src', from),
    message: `${target}/ must not know ${from}/: data flows the other way.`,
  };
}

/** The zones of `import/no-restricted-paths` for one package. */
exports.roomZones = dir => {
  const name = path.basename(dir);
  const zones = [];
  const order = ORDER[name] ?? [];
  order.forEach((rooms, position) => {
    const later = order.slice(position + 1).flat();
    for (const room of rooms) {
      for (const other of later) zones.push(zone(dir, room, other));
    }
  });
  for (const [target, froms] of FORBIDDEN[name] ?? []) {
    for (const from of froms) zones.push(zone(dir, target, from));
  }
  return zones.filter(({ target }) => fs.existsSync(target));
};
