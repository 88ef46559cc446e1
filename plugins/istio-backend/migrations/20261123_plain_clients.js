// @ts-check

/** Tables of facts that there are already. */
const FACT_TABLES = [
  'workloads',
  'certificates',
  'exposures',
  'findings',
  'control_planes',
  'egress',
  'trust_roots',
  'strict_readiness',
];

/**
 * Workloads and readiness refer to the clients without a proxy from now on, so
 * that their rows are of another shape. All facts are forgotten: a cluster
 * counts as not judged until it is judged again, which takes a minute.
 *
 * @param {import('knex').Knex} knex
 */
async function forgetFacts(knex) {
  for (const name of FACT_TABLES) await knex(name).delete();
  await knex('clusters').update({ generation: 0 });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('plain_clients', table => {
    table.comment('Workloads with pods that have no proxy');
    table.string('cluster').notNullable();
    table.string('key', 1024).notNullable().comment('Unique in the cluster');
    table.string('namespace').nullable();
    table.string('name').notNullable();
    table
      .integer('generation')
      .notNullable()
      .comment('Generation of the cluster in which the row was written');
    table.string('hash', 64).notNullable().comment('Of the payload');
    table.text('payload').notNullable().comment('JSON');
    table.primary(['cluster', 'key']);
    table.index(['cluster', 'generation']);
    table.index(['cluster', 'namespace', 'name']);
  });
  await forgetFacts(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await forgetFacts(knex);
  await knex.schema.dropTable('plain_clients');
};
